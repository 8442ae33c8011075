import { type SQL, sql } from "drizzle-orm";
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
  search?: string;
  limit: number;
};

/** This many pages are looked through for what is asked before it counts as rare. */
const PAGES_NEAR_BY = 40;
const MOST_NEAR_BY = 10_000;

/** How many rows a page of a list looks through before it asks the indexes for what is rare. */
export const nearBy = (limit: number) => Math.min(limit * PAGES_NEAR_BY, MOST_NEAR_BY);

/**
 * The query for the ids of a page, in order. What many rows have is nearby and found on a walk. What a walk doesn't find
 * is rare, and only then is it looked up in the trigram index and the filters' own (docs/decisions/0012).
 */
export function idsAlong(list: Walk): SQL {
  const { limit, few, filters = [], search } = list;
  const words = matching(sql`search_key`, search);
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
 * The beginning of a query whose `page` has the hits among the rows nearby or, where these are too few and there are more
 * rows, everyone.
 * @param parts.near a walk over nearBy(limit) rows. @param parts.hits as many of `near` as a page holds.
 * @param parts.everyone the same columns of all rows that are meant, given a condition that says whether to look for them
 * at all.
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
 * What a search asks of a column in search_form(): that each of its words occurs. None without a search; one of no words
 * finds nothing. Postgres keeps each text of a query that it has parsed, so there are only two of these: the first two
 * words are looked up in the trigram index, and what it finds is compared with all of them.
 */
export function matching(column: SQL, search: string | undefined): SQL[] {
  if (search === undefined) return [];
  // A function of the text alone: it is a constant by the time the query is planned.
  const patterns = sql`search_patterns(${search})`;
  return [
    sql`${column} like (${patterns})[1]`,
    ...(search.includes(" ") ? [sql`${column} like coalesce((${patterns})[2], '%')`] : []),
    sql`${column} like all (${patterns})`,
  ];
}

/** Walk by walk and merged, each with a limit of its own: nothing is read that is not shown. */
function walked(list: Walk, limit: number): SQL {
  const { table, key, within, apart = [], search } = list;
  // The indexes have all columns but this one.
  const searched = search === undefined ? sql`` : sql`, search_key`;
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
