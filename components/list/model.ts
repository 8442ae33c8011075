import type { BadgeTone } from "@/components/ui/badge";
import type { MeterTone } from "@/components/ui/meter";
import type { FormAction } from "@/lib/form/model";

/** A word that many rows share; a cell names it by its place in `words`. Without a tone it is plain text. */
export type Word = readonly [label: string, tone?: BadgeTone | "muted" | null, language?: string];

/** A point in time as it is read, as a whole for the title, and for machines. */
export type MomentTexts = readonly [text: string, title: string, dateTime: string];

/** Storage: the figures, how much of the bar is full and in which tone, a word about it, and where a line crosses the bar. */
export type MeterTexts = readonly [
  text: string,
  percent?: number | null,
  tone?: MeterTone,
  level?: string | null,
  mark?: number,
];

/** One line or two (0: one), where they lead (null: nowhere; 0: to the column's `href`), and which of its icons is before them. */
export type TwoLines = readonly [first: string, second?: string | 0, href?: string | null | 0, icon?: number];

/** The signs that there are; what they are called is the ID of their drawing too. */
export type IconName = "customer" | "partner" | "unit";

/** A link, with what screen readers hear in addition, and the language of its words. */
export type CellLink = readonly [label: string, href: string, more?: string | null, language?: string];

/** What is wrong with a row, and where that can be mended. */
export type Problem = readonly [text: string, href?: string | null, linkLabel?: string];

/** What can stand in a cell, by the kind of its column; null is nothing known. */
export type Cell =
  | null
  | string
  | number
  | TwoLines
  | MomentTexts
  | MeterTexts
  | readonly string[]
  | readonly number[]
  | readonly CellLink[]
  | readonly Problem[];

/** Its key, its cells in the order of the columns, and last, with a menu, a bit for each of the menu's actions. */
export type Row = readonly [key: string | number, ...cells: Cell[]];

/** A heading that sorts: its words, where it leads, and the direction while the list is in this order. */
export type Sort = readonly [label: string, href: string, direction?: "ascending" | "descending"];

export type ListColumn = {
  head: string | readonly Sort[];
  /**
   * - `text` (default): one line, cut where it is too long
   * - `lines`: running text that breaks; the lines after the first are small
   * - `two`: what a row is about, in two lines (TwoLines)
   * - `word`: one of `words`, by number
   * - `words`: several of them below each other
   * - `moment`: MomentTexts, or a text for never
   * - `meter`: MeterTexts
   * - `links`: several links (CellLink)
   * - `problems`: one of `words` by number, or what is wrong (Problem)
   * - `form`: the values of `form.fields`; null is no button
   */
  kind?: "text" | "lines" | "two" | "word" | "words" | "moment" | "meter" | "links" | "problems" | "form";
  /** Names the row; read before every other cell by screen readers. */
  rowHeader?: boolean;
  /** Of `two`: where its lines lead, with "#" for the row's key. */
  href?: string;
  /** Of `two`: signs that its rows begin with, and what they mean. */
  icons?: readonly (readonly [IconName, label: string])[];
  words?: readonly Word[];
  /** Of `form`: one button that posts these values, with the label and what screen readers hear after it. */
  form?: {
    action: FormAction;
    fields: readonly string[];
    values?: Readonly<Record<string, string | number>>;
    label: string;
    /** Whether the last value of a cell is no field but said after the label, for screen readers. */
    named?: boolean;
  };
  /** Figures are set to the end of their column. */
  end?: boolean;
  /** From which width on there is room for it; left out: at every width. */
  from?: "sm" | "lg" | "xl";
  /** On telephones it is a line below the column before it. */
  below?: boolean;
};

/** The one menu for all rows: its name with "#" for the row's, and its actions with "#" in their address for the row's key. */
export type RowMenuWords = {
  head: string;
  label: string;
  items: readonly (readonly [label: string, href: string])[];
};

/** A checkbox in each row, called `name` with the row's key, in the form with this ID; their labels have "#" for the row. */
export type RowChecks = { form: string; name: string; label: string; all: string };

/** The bits of some actions among those of a menu. */
export function bitsOf<Action>(all: readonly Action[], some: readonly Action[]): number {
  return all.reduce((bits, action, index) => (some.includes(action) ? bits | (1 << index) : bits), 0);
}

/** Gathers the words of a column while its rows are made: `of` gives the number of a word, the same for the same word. */
export function gatherWords(): { words: Word[]; of: (...word: Word) => number } {
  const words: Word[] = [];
  const numbers = new Map<string, number>();
  const of = (...word: Word) => {
    const name = word.join("\n");
    const number = numbers.get(name) ?? words.push(word) - 1;
    numbers.set(name, number);
    return number;
  };
  return { words, of };
}
