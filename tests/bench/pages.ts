import type postgres from "postgres";
import type { PlainBrowser } from "@/tests/support/plain-browser";
import { askClients, askCompany, askHits, askReader, askUsers, insertCustomer, insertUser } from "./floor/queries";
import type { Shot } from "./load";

/** One thing that users do. The floor has it at the same address. */
export type Page = {
  name: string;
  shots: (browser: PlainBrowser) => Promise<(n: number) => Shot> | ((n: number) => Shot);
  /** The status of the answer; 200 when left out. */
  status?: number;
  /** What of it the database does for the floor, alone. */
  query?: (database: postgres.Sql) => Promise<unknown>;
};

export type Companies = {
  root: number;
  /** The partner with most customers, and another one to create customers below. */
  partner: number;
  otherPartner: number;
  /** The customer with most users, and another one to create users in. */
  customer: number;
  otherCustomer: number;
};

/** The seed makes the first of each the largest, so that what earlier runs have created changes no page that is measured. */
export async function companiesOf(database: postgres.Sql): Promise<Companies> {
  const [row] = await database<Companies[]>`select
    (select id from tenants where kind = 'root')::int as root,
    (select id from tenants where kind = 'partner' order by id limit 1)::int as partner,
    (select id from tenants where kind = 'partner' order by id limit 1 offset 1)::int as "otherPartner",
    (select id from tenants where kind = 'customer' order by id limit 1)::int as customer,
    (select id from tenants where kind = 'customer' order by id limit 1 offset 1)::int as "otherCustomer"`;
  if (!row) throw new Error("there are no companies");
  return row;
}

/** A search with enough hits for everyone, in any size of installation: a name that many companies and users have. */
const SEARCH = "mar";

/** The pages that users look at, and what they send. Every user and customer that is created has a name of its own. */
export function pagesOf({ root, partner, otherPartner, customer, otherCustomer }: Companies): Page[] {
  const run = Date.now().toString(36);
  let made = 0;
  const unique = () => `bench-${run}-${++made}`;
  const reading = (path: string) => (browser: PlainBrowser) => () => ({ path, headers: browser.headers() });
  return [
    { name: "sign-in page", shots: () => () => ({ path: "/login" }) },
    { name: "start", shots: reading("/start"), query: (database) => askReader(database) },
    {
      name: "users",
      shots: reading(`/portal/${customer}/users`),
      query: (database) => askUsers(database, customer),
    },
    {
      name: "clients",
      shots: reading(`/portal/${partner}/clients`),
      query: (database) => askClients(database, partner),
    },
    {
      name: "a client",
      shots: reading(`/portal/${customer}/settings/general`),
      query: (database) => askCompany(database, customer),
    },
    {
      name: "search",
      shots: reading(`/portal/${root}/search?q=${SEARCH}`),
      query: (database) => askHits(database),
    },
    {
      name: "create user",
      status: 303,
      shots: (browser) =>
        browser.repeatable(`/portal/${otherCustomer}/users/new`, () => ({
          email: `${unique()}@people.example`,
          useEmailAsLogin: "on",
          language: "en",
          access: "administrator",
        })),
      query: (database) => insertUser(database, otherCustomer, `${unique()}@people.example`),
    },
    {
      name: "create customer",
      status: 303,
      shots: (browser) =>
        browser.repeatable(`/portal/${otherPartner}/clients/new?kind=customer`, () => ({
          name: unique(),
          mode: "production",
          language: "en",
          unlimited: "on",
          email: `${unique()}@people.example`,
          useEmailAsLogin: "on",
          administratorLanguage: "en",
        })),
      query: (database) => insertCustomer(database, otherPartner, unique(), `${unique()}@people.example`),
    },
  ];
}
