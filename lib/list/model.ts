/** Up to here a company's page says how many users and companies are in it; beyond, that there are more. */
export const MOST_COUNTED = 1000;

/** Figures that are counted stop at one more than MOST_COUNTED: beyond, a page says that there are more. */
export const COUNTED_TO = MOST_COUNTED + 1;

/** Where there are more than are counted, shares of a whole would be made up: there is no picture of them then. */
export const isWhole = (counts: readonly number[]) => counts.every((count) => count < COUNTED_TO);

export type Direction = "ascending" | "descending";

export type Sort<Key extends string = string> = { key: Key; direction: Direction };

/** What an address may ask of a list: conditions, all optional, and an order. */
export type ListState<Filter, Key extends string> = { filter: Filter; sort: Sort<Key> };

/** Names and values as the query of an address; "" when there are none. */
export function addressQuery(values: Record<string, unknown>): string {
  const pairs = Object.entries(values).map(([name, value]): [string, string] => [name, String(value)]);
  return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : "";
}

/** A query as a page gets it from Next: what is there twice is a list. */
export function queryRecord(params: URLSearchParams): Record<string, string | string[]> {
  const entries = [...new Set(params.keys())].map((name): [string, string | string[]] => {
    const [first = "", ...more] = params.getAll(name);
    return [name, more.length > 0 ? [first, ...more] : first];
  });
  return Object.fromEntries(entries);
}
