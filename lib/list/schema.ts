import { z } from "zod";

export type Direction = "ascending" | "descending";
export type Sort<Key extends string = string> = { key: Key; direction: Direction };

/** What an address may ask of a list: conditions, all optional, and an order. */
export type ListState<Filter, Key extends string> = { filter: Filter; sort: Sort<Key> };

/** What somebody looks for: one line, trimmed, at most as long as the longest login. Signs that cannot be seen count as spaces. */
export const searchSchema = z
  .string()
  .transform((value) => value.replaceAll(/[\p{Cc}\p{Cs}\s]+/gu, " ").trim())
  .pipe(z.string().min(1).max(254));

/**
 * How a list is asked for in an address: `?search=anna&status=active&sort=-created`, a minus for descending. What is empty,
 * malformed or there twice counts as not asked for.
 * @param filters a schema for each condition. @param sorts the orders there are, each with the direction it begins with;
 * the first is the one that an address need not name.
 */
export function defineList<Filters extends z.ZodRawShape, Key extends string>(
  filters: Filters,
  sorts: Readonly<Record<Key, Direction>>,
) {
  type Filter = { [Name in keyof Filters]?: z.output<Filters[Name]> };
  type State = ListState<Filter, Key>;
  const keys = Object.keys(sorts) as [Key, ...Key[]];
  const usual: Sort<Key> = { key: keys[0], direction: sorts[keys[0]] };

  const sortSchema = z
    .string()
    .transform((value) => ({ key: value.replace(/^-/, ""), descending: value.startsWith("-") }))
    .pipe(z.object({ key: z.enum(keys), descending: z.boolean() }))
    .transform(({ key, descending }): Sort<Key> => ({ key: key as Key, direction: directionOf(descending) }));

  /** The order as an address names it. */
  const sortName = <Of extends Key>({ key, direction }: Sort<Of>): Of | `-${Of}` =>
    direction === "descending" ? `-${key}` : key;

  return {
    /** The state that an address asks for. */
    parse(query: Record<string, unknown>): State {
      const entries = Object.entries(filters).flatMap(([name, schema]) => {
        const { success, data } = z.safeParse(schema, query[name]);
        return success && data !== undefined ? [[name, data]] : [];
      });
      return { filter: Object.fromEntries(entries), sort: sortSchema.catch(usual).parse(query.sort) };
    },

    /** The query of an address that asks for a state, with what else it should carry; "" when there is nothing to say. */
    query({ filter, sort }: State, more: Record<string, string | number> = {}): string {
      const named = sortName(sort) === sortName(usual) ? {} : { sort: sortName(sort) };
      return addressQuery({ ...filter, ...named, ...more });
    },

    sortName,

    /** The order that choosing a column leads to: the other way round when it is the present one. */
    sortedBy({ filter, sort }: State, key: Key): State {
      const turned = directionOf(sort.direction === "ascending");
      return { filter, sort: { key, direction: key === sort.key ? turned : sorts[key] } };
    },
  };
}

const directionOf = (descending: boolean): Direction => (descending ? "descending" : "ascending");

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
