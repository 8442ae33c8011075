import { type SQL, sql } from "drizzle-orm";
import { rowsOf, type Transaction } from "@/db";
import type { Direction } from "./address";

/** A list as the database walks it: in the order of a key and of ids, each walk along an index of its own. */
export type Walk = {
  table: SQL;
  /** What all rows of the list have in common. */
  within: SQL;
  /** Divides the rows where an index has more before the key: one walk for each, merged. */
  apart?: readonly SQL[];
  key: SQL;
  direction: Direction;
  /** Names the row to begin after. */
  after?: SQL;
  /** Leaves so few rows, by an index of its own, that none are looked for on a walk. */
  few?: SQL;
  /** What is asked of a row `u`, and for what is rare the same in a way that an index serves. */
  filters?: readonly { near: SQL; rare?: SQL }[];
  /** The words of a search, by searchPatterns(). */
  patterns?: readonly string[];
  limit: number;
};

/** So many pages are looked through for what is asked before it counts as rare. */
const PAGES_NEAR_BY = 40;
const MOST_NEAR_BY = 10_000;

/** How many rows a page of a list looks through before it asks the indexes for what is rare. */
export const nearBy = (limit: number) => Math.min(limit * PAGES_NEAR_BY, MOST_NEAR_BY);

/**
 * The query for the ids of a page, in order: for idsBehindPolicies(). What many rows have stands near by and is found on a walk. Whatever
 * a walk doesn't find is rare, and only then is it found by the trigram index and by the filters' own (docs/decisions/0012).
 */
export function idsAlong(list: Walk): SQL {
  const { limit, few, filters = [], patterns = [] } = list;
  const words = matching(sql`search_key`, patterns);
  const wanted = [...words, ...filters.map(({ near }) => near)];
  const rare = [...words, ...filters.map((filter) => filter.rare ?? filter.near)];
  if (few) {
    return sql`with everyone as materialized (${everyone(list, [few, ...rare])})
      select id from everyone order by ${inOrder(list)} limit ${limit}`;
  }
  if (wanted.length === 0) return sql`select id from (${walked(list, limit)}) as page order by ${inOrder(list)}`;
  const order = inOrder(list);
  const found = nearOrRare({
    near: walked(list, nearBy(limit)),
    hits: sql`select id, key from near as u where ${all(wanted)} order by ${order} limit ${limit}`,
    everyone: (lacking) => everyone(list, [lacking, ...rare]),
    limit,
  });
  return sql`${found} select id from page order by ${order} limit ${limit}`;
}

/**
 * The beginning of a query whose `page` has the hits among the rows nearby or, where these are too few and there are more rows, everyone.
 * @param parts.near a walk over nearBy(limit) rows. @param parts.hits so many of `near` as a page holds.
 * @param parts.everyone the same columns of all rows that are meant, given a condition that says whether to look for them at all.
 */
export function nearOrRare(parts: { near: SQL; hits: SQL; everyone: (lacking: SQL) => SQL; limit: number }): SQL {
  const lacking = sql`(select count(*) from hits) < ${parts.limit}
    and (select count(*) from near) >= ${nearBy(parts.limit)}`;
  return sql`with near as materialized (${parts.near}), hits as materialized (${parts.hits}),
    everyone as materialized (${parts.everyone(lacking)}),
    page as (select * from hits where not exists (select from everyone) union all select * from everyone)`;
}

/** Every row that meets the conditions, anywhere in the list. */
function everyone(list: Walk, conditions: readonly SQL[]): SQL {
  const apart = list.apart ? [sql`(${sql.join([...list.apart], sql` or `)})`] : [];
  return sql`select id, ${list.key} as key from ${list.table} as u
    where ${all([list.within, ...apart, ...beyond(list), ...conditions])}`;
}

/**
 * What a search asks of search_key, a LIKE pattern for each of its words, the longest first: all must occur. A word of one or two letters
 * must begin one, since the trigram index knows no such short piece from the middle.
 */
export async function searchPatterns(tx: Transaction, search: string | undefined): Promise<string[]> {
  if (search === undefined) return [];
  const result = await tx.execute(sql`select word, word ~ '^[[:alnum:]]{1,2}$' as short
    from unnest(string_to_array(search_form(${search}), ' ')) as word where word <> '' order by length(word) desc`);
  return rowsOf<{ word: string; short: boolean }>(result).map(
    ({ word, short }) => `${short ? "% " : "%"}${word.replace(/[\\%_]/g, "\\$&")}%`,
  );
}

/** So many words of a search are asked of the trigram index; the rest of what these find. */
const WORDS_BY_INDEX = 2;

/**
 * The conditions of searchPatterns() on a column. Postgres keeps each text of a query that it has parsed, so however many words there are,
 * the texts stay few.
 */
export function matching(column: SQL, patterns: readonly string[]): SQL[] {
  const rest = patterns.slice(WORDS_BY_INDEX);
  return [
    ...patterns.slice(0, WORDS_BY_INDEX).map((pattern) => sql`${column} like ${pattern}`),
    ...(rest.length > 0 ? [sql`${column} like all (${sql.param(rest)}::text[])`] : []),
  ];
}

/** Walk by walk and merged, each with a limit of its own: nothing is read that is not shown. */
function walked(list: Walk, limit: number): SQL {
  const { table, key, within, apart = [], patterns = [] } = list;
  // The indexes have all columns but this one.
  const searched = patterns.length > 0 ? sql`, search_key` : sql``;
  const walk = (...part: SQL[]) => sql`select id, ${key} as key${searched} from ${table}
    where ${all([within, ...part, ...beyond(list)])} order by ${inOrder(list)} limit ${limit}`;
  if (apart.length === 0) return walk();
  const walks = apart.map((part) => sql`(${walk(part)})`);
  return sql`select * from (${sql.join(walks, sql` union all `)}) as walks order by ${inOrder(list)} limit ${limit}`;
}

const all = (conditions: readonly SQL[]) => sql.join([...conditions], sql` and `);

const inOrder = ({ direction }: Walk) => (direction === "descending" ? sql`key desc, id desc` : sql`key, id`);

function beyond({ after, key, table, direction }: Walk): SQL[] {
  if (!after) return [];
  const further = direction === "descending" ? sql`<` : sql`>`;
  return [sql`(${key}, id) ${further} (select ${key}, id from ${table} where ${after})`];
}
