import { sql } from "drizzle-orm";
import { rowsOf } from "@/db";
import type { Database } from "@/db/client";

/** What is ours: not what an extension brought along. */
const ours = (catalog: string) =>
  `not exists (select from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = o.oid and d.deptype = 'e')`;
const rights = (acl: string) =>
  `(select string_agg(format('%s %s%s', grantee::regrole, privilege_type, case when is_grantable then ' on' else '' end), ', '
    order by grantee::regrole::text collate "C", privilege_type) from aclexplode(${acl}))`;
const table = "o.relnamespace in ('public'::regnamespace, 'drizzle'::regnamespace)";

/** Each a query for lines of text, which say everything that a dump of the schema would. */
const QUERIES = [
  `select format('extension %s in %s', extname, extnamespace::regnamespace) as line from pg_extension`,
  `select format('schema %s: %s', nspname, ${rights("o.nspacl")}) as line from pg_namespace o where nspname in ('public', 'drizzle')`,
  `select format('relation %s: %s, policies %s %s, rights %s, %s', o.oid::regclass, relkind, relrowsecurity, relforcerowsecurity,
      ${rights("o.relacl")}, obj_description(o.oid, 'pg_class')) as line
    from pg_class o where ${table} and ${ours("pg_class")}`,
  `select format('column %s %s: %s %s, not null %s, default %s, %s%s, collation %s, rights %s, %s', o.oid::regclass,
      row_number() over (partition by o.oid order by attnum), attname, format_type(atttypid, atttypmod), attnotnull,
      pg_get_expr(adbin, adrelid), attidentity, attgenerated, attcollation::regcollation, ${rights("attacl")},
      col_description(o.oid, attnum)) as line
    from pg_class o join pg_attribute a on a.attrelid = o.oid left join pg_attrdef on adrelid = o.oid and adnum = attnum
    where ${table} and relkind in ('r', 'S') and attnum > 0 and not attisdropped`,
  `select format('sequence %s: %s', o.oid::regclass, to_jsonb(s) - 'seqrelid') as line
    from pg_class o join pg_sequence s on s.seqrelid = o.oid where ${table}`,
  `select format('constraint %s %s: %s', conrelid::regclass, conname, pg_get_constraintdef(o.oid)) as line
    from pg_constraint o where connamespace = 'public'::regnamespace and conrelid <> 0`,
  `select 'index ' || pg_get_indexdef(indexrelid) as line from pg_index join pg_class o on o.oid = indrelid where ${table}`,
  `select format('policy %s %s: %s %s to %s using %s check %s', polrelid::regclass, polname, polcmd, polpermissive,
      array(select r::regrole from unnest(polroles) r), pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) as line
    from pg_policy`,
  `select format('function %s rights %s, %s', pg_get_functiondef(o.oid), ${rights("o.proacl")}, obj_description(o.oid, 'pg_proc')) as line
    from pg_proc o where pronamespace = 'public'::regnamespace and ${ours("pg_proc")}`,
  `select format('trigger %s %s', pg_get_triggerdef(oid), tgenabled) as line from pg_trigger where not tgisinternal`,
  `select format('default rights %s', to_jsonb(o) - 'oid') as line from pg_default_acl o`,
];

/**
 * A database without its rows as sorted lines: tables, columns in their order, constraints, indexes, policies, functions,
 * triggers, rights and comments. Two databases that would be dumped alike give the same lines, on both drivers.
 */
export async function describeSchema(db: Database): Promise<string[]> {
  const lines: string[] = [];
  for (const query of QUERIES) {
    const rows = rowsOf<{ line: string }>(await db.execute(sql.raw(query)));
    if (rows.length === 0 && !query.includes("pg_default_acl")) throw new Error(`Nothing found by: ${query}`);
    lines.push(...rows.map(({ line }) => line).sort());
  }
  return lines;
}
