import { parseArgs } from "node:util";
import type { Request } from "./command";

export const USAGE = `Adds sample companies and users to an installation that contains only the provider.

  npm run db:seed -- [--partners 4] [--customers 40] [--users 400] [--password "…"]

  --partners   how many partners (default: 4)
  --customers  how many customers (default: 40)
  --users      how many users in total (default: 400); every company has at least one
  --password   everyone's password (default: a new one, printed at the end)
  --help       shows this help`;

/** What the line with the password begins with; the demo keeps the seed's output from here on. */
export const PASSWORD_LINE = "Everyone's password is ";

export type SeedInput = {
  size: { partners: number; customers: number; users: number };
  password: string | undefined;
};

const DEFAULTS = { partners: 4, customers: 40, users: 400 };
const MOST = { partners: 5_000, customers: 200_000, users: 5_000_000 };

/** Reads the command line; every mistake gets its own line with the option's name and what it should be. */
export function readSeedOptions(argv: readonly string[]): Request<SeedInput> {
  let values: Record<string, string | undefined>;
  try {
    values = parseArgs({
      args: [...argv],
      options: {
        partners: { type: "string" },
        customers: { type: "string" },
        users: { type: "string" },
        password: { type: "string" },
      },
    }).values;
  } catch (error) {
    return { mistakes: [error instanceof Error ? error.message : String(error)] };
  }
  const lines: string[] = [];
  const size = { ...DEFAULTS };
  for (const name of ["partners", "customers", "users"] as const) {
    const given = values[name];
    if (given === undefined) continue;
    const number = Number(given);
    if (Number.isInteger(number) && number >= 1 && number <= MOST[name]) size[name] = number;
    else lines.push(`--${name}: must be a whole number from 1 to ${MOST[name]}.`);
  }
  if (lines.length === 0 && size.users < size.partners + size.customers) {
    lines.push(
      `--users: must be at least ${size.partners + size.customers}, because each company needs an administrator.`,
    );
  }
  if (lines.length > 0) return { mistakes: lines };
  return { input: { size, password: values.password } };
}
