import type { Direction } from "./address";

/** What an address asks for: the rows after one of them, or a page that has one of them. */
export type Place<Key = number> = { after?: Key; around?: Key };

/** What is on a page, whether the list begins before it, and after which row it goes on; null at its end. */
export type PageOfKeys<Key> = { keys: Key[]; earlier: boolean; next: Key | null };

/** Finds so many rows of a list after one of them, or from its beginning; turned round on request. */
export type Finder<Key> = (wanted: { limit: number; after?: Key; turned?: boolean }) => Promise<Key[]>;

export const opposite = (direction: Direction): Direction => (direction === "ascending" ? "descending" : "ascending");

/**
 * The page of a list that an address asks for.
 * @param place rows that are known to be in the list or in reach of its order; what is not counts as not asked for.
 */
export async function findPage<Key>(
  find: Finder<Key>,
  limit: number,
  { after, around }: Place<Key>,
): Promise<PageOfKeys<Key>> {
  if (after !== undefined) return pageAfter(find, limit, after);
  const first = await pageAfter(find, limit);
  if (around === undefined || first.keys.includes(around)) return first;
  // Half a page before it, and then onwards.
  const start = (await find({ limit: Math.floor(limit / 2), after: around, turned: true })).at(-1);
  return start === undefined ? first : pageAfter(find, limit, start);
}

/** One row more than a page holds tells whether another page follows. */
async function pageAfter<Key>(find: Finder<Key>, limit: number, after?: Key): Promise<PageOfKeys<Key>> {
  const found = await find({ limit: limit + 1, after });
  const keys = found.slice(0, limit);
  return { keys, earlier: after !== undefined, next: found.length > limit ? (keys.at(-1) ?? null) : null };
}

/** Rows in the order of their ids; an id without a row, which the policies hide say, is left out. */
export function inOrderOf<Row extends { id: number }>(ids: readonly number[], rows: readonly Row[]): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
