import type postgres from "postgres";
import type { PlainBrowser } from "@/tests/support/plain-browser";
import type { Shot } from "./load";

/** One thing that people do, and what it is measured against. */
export type Page = {
  name: string;
  ours: (n: number) => Shot;
  /** Which statuses of ours are the answer; 200 when left out. */
  accept?: number[];
  /** An equal page of the framework alone. */
  framework?: (n: number) => Shot;
  /** The query that the page cannot do without, alone. */
  query?: (database: postgres.Sql, n: number) => Promise<unknown>;
};

export type Companies = { root: number; partner: number; customer: number; surname: string };

/** The provider, the partner with most customers, the customer with most people, and somebody to look for. */
export async function companiesOf(database: postgres.Sql): Promise<Companies> {
  const [row] = await database`select
    (select id from tenants where kind = 'root')::int as root,
    (select parent_id from tenants where kind = 'customer' group by 1 order by count(*) desc limit 1)::int as partner,
    (select tenant_id from users group by 1 order by count(*) desc limit 1)::int as customer,
    (select last_name from users where last_name is not null order by id desc limit 1) as surname`;
  return row as Companies;
}

/** The pages that people look at. */
export function readsOf(browser: PlainBrowser, { root, partner, customer, surname }: Companies): Page[] {
  const at = (path: string) => () => ({ path, headers: browser.headers() });
  const floor = (path: string) => () => ({ path });
  return [
    { name: "sign-in page", ours: () => ({ path: "/login" }), framework: floor(`/plain?tenant=${root}`) },
    { name: "start", ours: at("/start"), framework: floor(`/plain?tenant=${root}`) },
    {
      name: "users",
      ours: at(`/portal/${customer}/users`),
      framework: floor(`/users?tenant=${customer}`),
      query: (database) =>
        database`select id, login, email from users where tenant_id = ${customer} and deleted_at is null order by login_key limit 51`,
    },
    {
      name: "clients",
      ours: at(`/portal/${partner}/clients`),
      framework: floor(`/users?tenant=${customer}`),
      query: (database) =>
        database`select id, name, kind from tenants where parent_id = ${partner} and deleted_at is null order by name limit 51`,
    },
    {
      name: "a client",
      ours: at(`/portal/${customer}/settings`),
      framework: floor(`/plain?tenant=${customer}`),
      query: (database) => database`select id, name, kind from tenants where id = ${customer}`,
    },
    { name: "search", ours: at(`/portal/${root}/search?q=${encodeURIComponent(surname.slice(0, -1))}`) },
  ];
}

/** What people send: a new user, a new customer. Every one has names of its own. */
export async function writesOf(browser: PlainBrowser, { customer }: Companies): Promise<Page[]> {
  const run = Date.now().toString(36);
  const user = await browser.repeatable(`/portal/${customer}/users/new`, (n) => ({
    email: `bench-${run}-${n}@people.example`,
    useEmailAsLogin: "on",
    language: "en",
    access: "administrator",
  }));
  return [{ name: "create user", ours: user, accept: [303], query: insertOf(customer, `query-${run}`) }];
}

const insertOf = (tenant: number, prefix: string) => (database: postgres.Sql, n: number) =>
  database`insert into users (tenant_id, tenant_path, login, email, language)
    select id, path, ${`${prefix}-${n}`}, ${`${prefix}-${n}@people.example`}, 'en' from tenants where id = ${tenant}`;
