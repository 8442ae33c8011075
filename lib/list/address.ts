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

/** Reads one condition of an address; undefined for what is empty, malformed or there twice. */
export type Condition<Value> = (value: unknown) => Value | undefined;

/** One of some words. */
export const oneOf =
  <const Word extends string>(words: readonly Word[]): Condition<Word> =>
  (value) =>
    words.find((word) => word === value);

/** The longest text that is searched for: the longest login. */
export const MAX_SEARCH_CHARACTERS = 254;

/** What someone looks for: one line, trimmed. Characters that cannot be seen count as spaces. */
export const searchText: Condition<string> = (value) => {
  // Four times the length leaves room for spaces that are dropped, and bounds the work on what anyone may send.
  if (typeof value !== "string" || value.length > 4 * MAX_SEARCH_CHARACTERS) return undefined;
  const text = value.replaceAll(/[\p{Cc}\p{Cs}\s]+/gu, " ").trim();
  return text !== "" && text.length <= MAX_SEARCH_CHARACTERS ? text : undefined;
};

/**
 * How an address selects a list: `?search=anna&status=active&sort=-created`, a minus for descending. What is empty,
 * malformed or there twice is ignored.
 * @param filters how each condition is read. @param sorts the orders there are, each with the direction it begins with;
 * the first is the one that an address need not name.
 */
export function defineList<Filters extends Record<string, Condition<unknown>>, Key extends string>(
  filters: Filters,
  sorts: Readonly<Record<Key, Direction>>,
) {
  type Filter = { [Name in keyof Filters]?: Exclude<ReturnType<Filters[Name]>, undefined> };
  type State = ListState<Filter, Key>;
  const keys = Object.keys(sorts) as [Key, ...Key[]];
  const usual: Sort<Key> = { key: keys[0], direction: sorts[keys[0]] };

  /** The order that a value names; the usual one when it names none. */
  const sortOf = (value: unknown): Sort<Key> => {
    const [, minus, name] = (typeof value === "string" && /^(-?)(\w+)$/.exec(value)) || [];
    const key = keys.find((one) => one === name);
    return key ? { key, direction: directionOf(minus === "-") } : usual;
  };

  /** The order as an address names it. */
  const sortName = <Of extends Key>({ key, direction }: Sort<Of>): Of | `-${Of}` =>
    direction === "descending" ? `-${key}` : key;

  return {
    /** The state that an address asks for. */
    parse(query: Record<string, unknown>): State {
      const entries = Object.entries(filters).flatMap(([name, condition]) => {
        const value = condition(query[name]);
        return value === undefined ? [] : [[name, value]];
      });
      return { filter: Object.fromEntries(entries), sort: sortOf(query.sort) };
    },

    /** The query of an address that asks for a state, with what else it should carry; "" when there is nothing to say. */
    query({ filter, sort }: State, more: Record<string, string | number> = {}): string {
      const named = sortName(sort) === sortName(usual) ? {} : { sort: sortName(sort) };
      return addressQuery({ ...filter, ...named, ...more });
    },

    /** What the fields of a form hold for a state, by name. The usual order is empty, so that an address needn't name it. */
    values({ filter, sort }: State): Record<string, string> {
      const named = sortName(sort) === sortName(usual) ? {} : { sort: sortName(sort) };
      return Object.fromEntries(Object.entries({ ...filter, ...named }).map(([name, value]) => [name, String(value)]));
    },

    /** Every order, by the name of its text and as the value of a field: each key's own direction first. */
    sortOptions: keys.flatMap((key) =>
      [directionOf(sorts[key] === "descending"), directionOf(sorts[key] === "ascending")].map((direction) => {
        const name = sortName({ key, direction });
        return { name, value: name === sortName(usual) ? "" : name };
      }),
    ),

    sortName,

    /** The order that choosing a column leads to: the other way round when it is the present one. */
    sortedBy({ filter, sort }: State, key: Key): State {
      const turned = directionOf(sort.direction === "ascending");
      return { filter, sort: { key, direction: key === sort.key ? turned : sorts[key] } };
    },
  };
}

const directionOf = (descending: boolean): Direction => (descending ? "descending" : "ascending");
