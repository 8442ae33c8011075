import { CircleAlert } from "lucide-react";
import { ActionButton } from "@/components/form/action-button";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { Cell, CellLink, ListColumn, MeterTexts, MomentTexts, Problem, TwoLines, Word } from "./model";

/** From so many characters on a text can be cut, and its title says the whole. */
const SURELY_FITS = 14;

type ListCellProps = { column: ListColumn; cell: Cell; rowKey: string | number; none: string; tag?: string };

/** What is inside of a cell. Its look comes from the stylesheet (app/list.css), by element and a letter or two. */
export function ListCell({ column, cell, rowKey, none, tag }: ListCellProps) {
  if (cell === null || cell === undefined) return column.kind === "form" ? null : none;
  switch (column.kind) {
    case "two":
      return <Lines lines={cell as TwoLines} column={column} rowKey={rowKey} tag={tag} />;
    case "word":
      return <OneWord word={column.words?.[cell as number]} />;
    case "words":
      return <Words words={(cell as number[]).map((index) => column.words?.[index])} />;
    case "moment":
      return typeof cell === "string" ? cell : <Time texts={cell as MomentTexts} />;
    case "meter":
      return <Meter texts={cell as MeterTexts} />;
    case "lines":
      return <Text lines={typeof cell === "string" ? [cell] : (cell as readonly string[])} />;
    case "links":
      return <Links links={cell as readonly CellLink[]} />;
    case "problems":
      if (typeof cell === "number") return <OneWord word={column.words?.[cell]} />;
      return <Problems problems={cell as readonly Problem[]} />;
    case "form":
      return column.form ? <CellForm form={column.form} values={cell as readonly string[]} /> : null;
    default:
      return cell as string;
  }
}

/** The title of a cell that may be cut, which is as much as its text. */
export function titleOf({ kind = "text" }: ListColumn, cell: Cell | undefined): string | undefined {
  return kind === "text" && typeof cell === "string" && cell.length > SURELY_FITS ? cell : undefined;
}

/** Where the lines of a row lead. */
export function hrefOf([, , href]: TwoLines, column: ListColumn, rowKey: string | number): string | null {
  return href === undefined || href === 0 ? (column.href?.replace("#", String(rowKey)) ?? null) : href;
}

type LinesProps = { lines: TwoLines; column: ListColumn; rowKey: string | number; tag?: string };

function Lines({ lines, column, rowKey, tag }: LinesProps) {
  const [first, second, , icon] = lines;
  const href = hrefOf(lines, column, rowKey);
  const sign = icon === undefined ? undefined : column.icons?.[icon];
  const title = [first, second].filter((line) => line && (tag || line.length > SURELY_FITS)).join("\n") || undefined;
  const inside = (
    <>
      {sign && (
        <svg role="img" aria-label={sign[1]}>
          <use href={`#${sign[0]}`} />
        </svg>
      )}
      <b>
        {first}
        {tag && <i className="b accent">{tag}</i>}
      </b>
      {second ? <small>{second}</small> : null}
    </>
  );
  return href ? (
    <a href={href} className="t" title={title}>
      {inside}
    </a>
  ) : (
    <span className="t" title={title}>
      {inside}
    </span>
  );
}

function Time({ texts: [text, title, dateTime] }: { texts: MomentTexts }) {
  return (
    <time dateTime={dateTime} title={title}>
      {text}
    </time>
  );
}

function OneWord({ word }: { word: Word | undefined }) {
  if (!word) return null;
  const [label, tone, language] = word;
  if (tone === "muted") return <span className="m">{label}</span>;
  if (tone) return <i className={`b ${tone}`}>{label}</i>;
  return language ? <span lang={language}>{label}</span> : label;
}

function Words({ words }: { words: readonly (Word | undefined)[] }) {
  if (words.length === 1) return <OneWord word={words[0]} />;
  return words.map((word) => (
    <span key={word?.[0]} className="l">
      <OneWord word={word} />
    </span>
  ));
}

/** SVG, because a width in `style` would need an exception in the CSP. The figures beside it say the same in words. */
function Meter({ texts: [text, percent, tone, level, mark] }: { texts: MeterTexts }) {
  return (
    <>
      {text}
      {typeof percent === "number" && (
        <span className={tone ? `g ${tone}` : "g"}>
          <svg aria-hidden="true">
            {percent > 0 && <rect width={`${percent}%`} />}
            {mark !== undefined && <rect className="at" x={`${mark}%`} />}
          </svg>
          {level && <em>{level}</em>}
        </span>
      )}
    </>
  );
}

function Links({ links }: { links: readonly CellLink[] }) {
  return (
    <span className="w">
      {links.map(([label, href, more, language]) => (
        <a key={href} href={href} lang={language}>
          {label}
          {more && <VisuallyHidden> {more}</VisuallyHidden>}
        </a>
      ))}
    </span>
  );
}

function Text({ lines: [first, ...more] }: { lines: readonly string[] }) {
  return (
    <span className="r">
      {first}
      {more.map((line) => (
        <small key={line}>{line}</small>
      ))}
    </span>
  );
}

function Problems({ problems }: { problems: readonly Problem[] }) {
  return (
    <ul className="r">
      {problems.map(([text, href, linkLabel]) => (
        <li key={text} className="p">
          <CircleAlert aria-hidden="true" />
          <span>
            {text}
            {href && (
              <>
                {" "}
                <a href={href}>{linkLabel}</a>
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function CellForm({ form, values }: { form: NonNullable<ListColumn["form"]>; values: readonly (string | number)[] }) {
  const { action, fields, label, named } = form;
  const hidden = Object.fromEntries(fields.map((field, index) => [field, values[index] ?? ""]));
  return (
    <ActionButton action={action} hidden={{ ...form.values, ...hidden }} variant="secondary" size="sm">
      {label}
      {named && <VisuallyHidden>{values.at(-1)}</VisuallyHidden>}
    </ActionButton>
  );
}
