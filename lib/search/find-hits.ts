import { type SQL, sql } from "drizzle-orm";
import { matching } from "@/lib/list/find";

/** What is searched, and how its table names things. */
export type Searched = {
  table: SQL;
  path: SQL;
  alive: SQL;
  /** What a search looks at, and where a name can be recognized despite a typo. */
  columns: SQL;
  names: SQL;
  /** What the actor can see, as the policies would say. */
  visible: SQL;
};

/** A company that looks after itself is seen from above, but neither its units nor its users. */
export const TENANTS: Searched = {
  table: sql`tenants`,
  path: sql`path`,
  alive: sql`deleted_at is null`,
  columns: sql`search_key`,
  names: sql`search_key`,
  visible: sql`not (self_managed and kind = 'unit' and (select actor_meets_self_managed()))`,
};

export const USERS: Searched = {
  table: sql`users`,
  path: sql`tenant_path`,
  alive: sql`status <> 'deleted'`,
  columns: sql`search_key, name_key`,
  names: sql`name_key`,
  visible: sql`not ((select actor_meets_self_managed())
    and (select t.self_managed from tenants t where t.id = tenant_id))`,
};

/** This many rows are looked through for what many have, and then this many more before the trigram index. */
const NEARBY = 1_000;
const FURTHER = 10_000;
/** Of so many hits the best are chosen. */
const ENOUGH = 200;

type Question = { scope: string; search: string; limit: number };

/** The query for the IDs of what has every word of a search, best first. */
export function exactHits(searched: Searched, question: Question): SQL {
  const { scope, search } = question;
  // Where everything is in scope, nothing that the trigram index finds is in vain, and a longer look around is slower.
  const windows = scope.includes(".") ? [NEARBY, FURTHER] : [NEARBY];
  const byLogin = sql`select id from users
    where login_key = ${termOf(search)} and tenant_path <@ ${scope}::ltree and status <> 'deleted'`;
  return bestOf(searched, question, {
    windows,
    conditions: matching(sql`search_key`, search),
    also: searched === USERS ? [byLogin] : [],
  });
}

/** The query for the IDs of what is like a search but for a typo, best first. @param words by search_form(). */
export function similarHits(searched: Searched, question: Question, words: readonly string[]): SQL {
  const conditions = words.flatMap((word) =>
    isRecognizable(word) ? [isLike(searched.names, word)] : matching(sql`search_key`, word),
  );
  return bestOf(searched, question, { windows: [NEARBY, FURTHER], conditions });
}

/** Of a short word nothing is left to recognize it by once a letter is wrong. */
export const isRecognizable = (word: string) => [...word].length >= 4;

/** Two letters swapped change more trigrams than any other slip, so those words are tried as such. */
function isLike(names: SQL, word: string): SQL {
  const letters = [...word];
  const swapped = letters.slice(0, SWAPS).flatMap((letter, at) => {
    const next = letters[at + 1];
    return next === undefined ? [] : [[...letters.slice(0, at), next, letter, ...letters.slice(at + 2)].join("")];
  });
  const patterns = swapped.map((text) => `%${text.replace(/[\\%_]/g, "\\$&")}%`);
  return sql`(${names} %> ${word} or ${names} like any (${sql.param(patterns)}::text[]))`;
}

/** Further on in a word there is enough of it before the slip. */
const SWAPS = 19;

/**
 * The best of what meets some conditions: among the rows nearby or, where these have too few, among more of them, and at
 * last everywhere by the trigram index. What is common is nearby; what is rare the index finds in a few milliseconds.
 */
function bestOf(
  { table, path, alive, columns, visible }: Searched,
  { scope, search, limit }: Question,
  { windows, conditions, also = [] }: { windows: readonly number[]; conditions: readonly SQL[]; also?: readonly SQL[] },
): SQL {
  const asked = sql.join([...conditions], sql` and `);
  const steps: SQL[] = [];
  const found: SQL[] = [];
  let lacking = sql`true`;
  for (const [step, window] of windows.entries()) {
    const [near, hits] = [sql.identifier(`near_${step}`), sql.identifier(`hits_${step}`)];
    steps.push(
      sql`${near} as materialized (select id, ${columns} from ${table}
        where ${lacking} and ${path} <@ ${scope}::ltree and ${alive} limit ${window})`,
      sql`${hits} as materialized (select id from ${near} where ${asked} limit ${ENOUGH})`,
    );
    found.push(sql`select id from ${hits}`);
    lacking = sql`(select count(*) from ${hits}) < ${limit} and (select count(*) from ${near}) >= ${window}`;
  }
  // The scope behind a CASE, so that the trigram index is asked and not the one of paths.
  steps.push(sql`everywhere as materialized (select id from ${table}
    where ${lacking} and case when ${path} <@ ${scope}::ltree then true else false end and ${alive} and ${asked}
    limit ${ENOUGH})`);
  found.push(sql`select id from everywhere`, ...also);
  const term = termOf(search);
  return sql`with ${sql.join(steps, sql`, `)}
    select id, word_similarity(${term}, search_key) + case when starts_with(search_key, ' ' || ${term}) then 1
      when position(' ' || ${term} in search_key) > 0 then 0.5 else 0 end as score
    from ${table} where id = any (array(${sql.join(found, sql` union `)})) and ${visible}
    order by score desc, search_key, id limit ${limit}`;
}

/** A function of the text alone: it is a constant by the time the query is planned. */
const termOf = (search: string) => sql`btrim(search_form(${search}))`;
