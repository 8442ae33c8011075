import type { SQL } from "drizzle-orm";
import { rowsOf, type Transaction } from "@/db";
import type { Direction } from "./address";

/** What an address asks for: the rows after one of them, or a page with one of them on it. */
export type Place<Key = number> = { after?: Key; around?: Key };

/** What is on a page, whether the list begins before it, and after which row it goes on; null at its end. */
export type PageOfKeys<Key> = { keys: Key[]; earlier: boolean; next: Key | null };

/** Which rows of a list are wanted: so many after one of them, or from its beginning; turned around on request. */
export type Part<Key = number> = { limit: number; after?: Key; turned?: boolean };

/** How the rows of a list are found. */
export type Finder<Key> = {
  find: (part: Part<Key>) => Promise<Key[]>;
  /** Whether a row that an address names is in the list; what isn't counts as not asked for. */
  known: (key: Key) => Promise<boolean>;
};

export const opposite = (direction: Direction): Direction => (direction === "ascending" ? "descending" : "ascending");

/** The page of a list that an address asks for. */
export async function findPage<Key>(
  finder: Finder<Key>,
  limit: number,
  { after, around }: Place<Key>,
): Promise<PageOfKeys<Key>> {
  if (after !== undefined) {
    const [page, known] = await Promise.all([pageAfter(finder, limit, after), finder.known(after)]);
    if (known) return page;
  }
  const first = await pageAfter(finder, limit);
  if (around === undefined || first.keys.includes(around) || !(await finder.known(around))) return first;
  // Half a page before it, and then onwards.
  const before = await finder.find({ limit: Math.floor(limit / 2), after: around, turned: true });
  const start = before.at(-1);
  return start === undefined ? first : pageAfter(finder, limit, start);
}

/** One row more than a page holds tells whether another page follows. */
async function pageAfter<Key>({ find }: Finder<Key>, limit: number, after?: Key): Promise<PageOfKeys<Key>> {
  const found = await find({ limit: limit + 1, after });
  const keys = found.slice(0, limit);
  return { keys, earlier: after !== undefined, next: found.length > limit ? (keys.at(-1) ?? null) : null };
}

/** The ids that a query selects, through the policies; where these keep it from its index, use idsBehindPolicies(). */
export async function idsOf(tx: Transaction, query: SQL): Promise<number[]> {
  return rowsOf<{ id: string | number }>(await tx.execute(query)).map(({ id }) => Number(id));
}

/** Rows in the order of their ids; an id without a row, say one that the policies hide, is left out. */
export function inOrderOf<Row extends { id: number }>(ids: readonly number[], rows: readonly Row[]): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
