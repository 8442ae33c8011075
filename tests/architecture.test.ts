import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const ROOT = process.cwd();
const SOURCE_FOLDERS = ["app", "components", "db", "emails", "lib"];

/** What may lie at the top, besides what .gitignore keeps out. */
const TOP_LEVEL = [
  ".ci .env.example .git .gitignore CONTRIBUTING.md LICENSE README.md",
  "app biome.json components db docs drizzle.config.ts emails instrumentation.ts jest.config.mjs lib next.config.ts",
  "package-lock.json package.json playwright.config.ts postcss.config.mjs proxy.ts public tests tsconfig.json",
].flatMap((line) => line.split(" "));

/** Who may use the owner's door, and why: every reason of every file. A new one needs a reviewer who agrees. */
const SYSTEM_USES: Record<string, string[]> = {
  "lib/account/begin-two-factor.ts": ["own two-factor"],
  "lib/account/change-password.ts": ["own password"],
  "lib/account/confirm-password.ts": ["limits", "own password"],
  "lib/account/confirm-two-factor.ts": ["own two-factor"],
  "lib/account/queries.ts": ["own two-factor"],
  "lib/account/renew-recovery-codes.ts": ["own two-factor"],
  "lib/account/own-email.ts": ["own email"],
  "lib/account/turn-off-two-factor.ts": ["own two-factor"],
  "lib/audit-log/purge-audit-log.ts": ["audit retention"],
  // Whoever holds the link need not be signed in.
  "lib/auth/confirm-email-change.ts": ["confirm email change"],
  "lib/auth/end-current-session.ts": ["sign-out"],
  "lib/auth/limits.ts": ["limits"],
  // A lock at sign-in is no one's doing whom we know.
  "lib/auth/note-lock.ts": ["limits"],
  "lib/auth/request-password-reset.ts": ["password reset"],
  "lib/auth/sessions.ts": ["session", "session housekeeping", "sign-in"],
  // The purpose is "activation" or "password-reset": whoever holds the link is nobody's actor yet.
  "lib/auth/set-password.ts": ["purpose"],
  "lib/auth/sign-in.ts": ["sign-in"],
  "lib/auth/tokens.ts": ["read link"],
  // A look is for everybody whom it is shown to: before the sign-in that is nobody's actor.
  "lib/brand/current-brand.ts": ["brand"],
  "lib/brand/queries.ts": ["brand"],
  "lib/commands/deliver-now.ts": ["command"],
  "lib/commands/seed.ts": ["seed"],
  "lib/email/deliver-emails.ts": ["deliver emails"],
  "lib/email/purge-mailings.ts": ["purge mailings"],
  // A mail service reports, nobody signed in: it signs what it says.
  "lib/email/resend-events.ts": ["delivery events"],
  // A job: nobody asks. Figures are read as one of those who get them.
  "lib/mailings/send-mailing.ts": ["mailings"],
  // Which migrations there are is no one's to read but the owner's.
  "lib/health.ts": ["health check"],
  "lib/outbox/enqueue-email.ts": ["activation days"],
  // A service reports, nobody signed in: it proves itself by a key.
  "lib/quotas/record-usage.ts": ["record usage"],
  "lib/submissions/purge-submissions.ts": ["purge submissions"],
  "lib/tenants/end-trials.ts": ["end trials"],
  "lib/clients/ensure-provider.ts": ["set-up"],
  "lib/tenants/provider-language.ts": ["provider language"],
  "lib/clients/provision-tenant.ts": ["provision"],
  "lib/users/login-holder.ts": ["provision"],
  "lib/tenants/purge-deleted-tenants.ts": ["purge tenants"],
  "lib/users/purge-deleted-users.ts": ["purge users"],
  // A job: what is done to each user is done as the actor who asked.
  "lib/user-batches/purge-batches.ts": ["purge user batches"],
  "lib/user-batches/run-batches.ts": ["user batches"],
  // Whoever runs the server, when no actor can help.
  "lib/users/recover-access.ts": ["recover access"],
};

/** Who may look for ids behind the policies, and for what. The rows are read through the policies all the same. */
const ID_USES: Record<string, string[]> = {
  "lib/clients/list-clients.ts": ["clients of a tenant"],
  "lib/eula/list-acceptances.ts": ["acceptances of the agreement"],
  "lib/mailings/daily-recap.ts": ["clients with filled quotas"],
  "lib/search/search-below.ts": ["companies and users by a search"],
  "lib/tenants/below.ts": ["tenants at and below one"],
  "lib/users/list-users.ts": ["users of a tenant"],
};

/** Besides lib/env.ts: what Next itself decides by, and what the commands hand to it. */
const MAY_READ_ENVIRONMENT = ["instrumentation.ts", "lib/env.ts"];
const MAY_READ_ENVIRONMENT_BELOW = ["lib/cli/", "tests/"];

function filesBelow(folder: string): string[] {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(path);
    return /\.(ts|tsx|mjs)$/.test(entry.name) ? [path] : [];
  });
}

/** The code of a file without its comments, so that what is only mentioned does not count. */
const codeOf = (path: string) =>
  readFileSync(join(ROOT, path), "utf8")
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/^\s*\/\/.*$/gm, "");

const sources = [...SOURCE_FOLDERS.flatMap(filesBelow), "instrumentation.ts", "proxy.ts"];
const where = (pattern: RegExp, paths = sources) => paths.filter((path) => pattern.test(codeOf(path)));

test("the sources are found", () => {
  expect(sources.length).toBeGreaterThan(100);
  expect(sources).toContain("db/index.ts");
});

test("only db/ knows a driver or makes a connection", () => {
  const driver = /from\s+"(postgres|pg|@electric-sql\/[^"]+|drizzle-orm\/(postgres-js|pglite|node-postgres)[^"]*)"/;
  const outside = sources.filter((path) => !path.startsWith("db/"));
  expect(where(driver, outside)).toEqual([]);
  expect(where(/\bdrizzle\(/, outside)).toEqual([]);
});

test("only db/ itself and the server's boot, its health check and the commands open or close the database", () => {
  const users = where(/from\s+"@\/db\/(client|embedded|postgres|migrate)"/).filter((path) => !path.startsWith("db/"));
  expect(users).toEqual(["lib/cli/command.ts", "lib/cli/start.ts", "lib/health.ts", "lib/jobs/boot.ts"]);
});

/** The first argument of every call, by file. */
function firstArguments(call: RegExp): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const path of sources.filter((name) => name !== "db/index.ts")) {
    const named = [...codeOf(path).matchAll(call)].map((m) => m[1] ?? m[2] ?? "");
    if (named.length > 0) found[path] = [...new Set(named)].sort();
  }
  return found;
}

test("every use of the owner's door is on the list", () => {
  expect(firstArguments(/\basSystem(?:<[^>]*>)?\(\s*(?:"([^"]+)"|(\w+))/g)).toEqual(SYSTEM_USES);
});

test("every use of the door for ids is on the list", () => {
  expect(firstArguments(/\bidsBehindPolicies\(\s*(?:"([^"]+)"|(\w+))/g)).toEqual(ID_USES);
  // Under another name it would not be found.
  expect(where(/\bidsBehindPolicies\b(?!\(|,| \}|\s*\n?\} from)/).filter((path) => path !== "db/index.ts")).toEqual([]);
});

test("Auth.js stands behind one file, and nothing but cookies uses its encryption", () => {
  expect(where(/"next-auth(?!\/jwt)/)).toEqual(["lib/auth/next-auth.ts"]);
  expect(where(/"next-auth\/jwt"/)).toEqual(["lib/auth/cookies.ts", "lib/auth/session-cookie.ts"]);
  // Its route handlers would let anyone on the network bring session ids.
  expect(codeOf("lib/auth/next-auth.ts")).not.toMatch(/\bhandlers\b/);
});

test("pages and components never reach a door", () => {
  expect(
    where(/\b(asSystem|asActor|idsBehindPolicies)\b/).filter((path) => /^(app|components|emails)\//.test(path)),
  ).toEqual([]);
});

test("the environment is read in one place", () => {
  const readers = where(/process\s*\.\s*env\b/).filter(
    (path) =>
      !MAY_READ_ENVIRONMENT.includes(path) && !MAY_READ_ENVIRONMENT_BELOW.some((folder) => path.startsWith(folder)),
  );
  expect(readers).toEqual([]);
});

test("limits, locks and expiries go by the database's clock", () => {
  // It looks at a file, whose time is the machine's.
  expect(where(/\bDate\.now\b|new Date\(\)/).filter((path) => !path.startsWith("db/seed/"))).toEqual([
    "db/void-locks.ts",
    "lib/cli/build.ts",
    "lib/jobs/clear-data-folder.ts",
  ]);
});

test("folders are made step by step: Node's own way tries forever below a folder that takes none, such as /proc", () => {
  expect(where(/\bmkdir(Sync)?\([^;]*\brecursive\b/)).toEqual([
    // Only in .next, which lies beside the sources.
    "lib/cli/build.ts",
  ]);
});

test("what writes to the outbox says so, and nobody else has to start its delivery", () => {
  expect(where(/\bkickDelivery\b/)).toEqual(["lib/jobs/deliver-after-answer.ts", "lib/jobs/runner.ts"]);
  expect(where(/\binsert(Many[^;]*?)?\(\s*(tx,\s*)?emails\b|\b(settle_\w+|move_tenant)\(/)).toEqual([
    "lib/notices/settle-quotas.ts",
    "lib/outbox/enqueue-email.ts",
    "lib/tenants/move-tenant.ts",
  ]);
  expect(where(/\bnoteEnqueued\(\)/)).toEqual([
    "lib/notices/settle-quotas.ts",
    "lib/outbox/enqueue-email.ts",
    "lib/outbox/note-enqueued.ts",
    "lib/tenants/move-tenant.ts",
    "lib/users/send-email-again.ts",
  ]);
  expect(where(/\bdeliverAfterAnswer\(\(/)).toEqual(["app/api/usage/route.ts", "lib/action.ts"]);
});

describe("rooms", () => {
  type Import = { from: string; to: string; type: boolean };

  /** The file that an import names, for one of ours. */
  function fileOf(from: string, specifier: string): string | undefined {
    if (!/^(@\/|\.)/.test(specifier)) return undefined;
    const path = specifier.startsWith("@/") ? specifier.slice(2) : join(dirname(from), specifier);
    return [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find((one) => sources.includes(one));
  }

  /** Every static import and re-export of one of our files; `type` when nothing of it is left at run time. */
  const imports = sources.flatMap((from) =>
    [...codeOf(from).matchAll(/^(?:import|export)\s+(type\s+)?([^"';]*?)\s*from\s+"([^"]+)"/gm)].flatMap(
      ([, type, names = "", specifier = ""]): Import[] => {
        const to = fileOf(from, specifier);
        const values = names
          .replace(/[{}]/g, "")
          .split(",")
          .map((name) => name.trim());
        const onlyTypes = Boolean(type) || values.every((name) => name === "" || name.startsWith("type "));
        return to ? [{ from, to, type: onlyTypes }] : [];
      },
    ),
  );
  /** A folder of lib or components is a room; a file beside them is one of its own. */
  const roomOf = (path: string) =>
    /^(lib|components)\//.test(path) ? path.split("/").slice(0, 2).join("/") : path.split("/")[0];

  test("no two rooms need each other, directly or by way of others", () => {
    expect(imports.length).toBeGreaterThan(1000);
    const needs = new Map<string, Set<string>>();
    for (const { from, to, type } of imports) {
      const [room, other] = [roomOf(from), roomOf(to)];
      if (type || room === undefined || other === undefined || room === other) continue;
      needs.set(room, (needs.get(room) ?? new Set()).add(other));
    }
    // What needs nothing that is left is taken away; what then remains is a circle or leads to one.
    for (let before = -1; before !== needs.size; ) {
      before = needs.size;
      for (const [room, others] of needs) {
        for (const other of others) if (!needs.has(other)) others.delete(other);
        if (others.size === 0) needs.delete(room);
      }
    }
    expect(Object.fromEntries([...needs].map(([room, others]) => [room, [...others]]))).toEqual({});
  });

  test("a model.ts is for browsers: it loads no zod and no schema, nor does a component but by import()", () => {
    const models = sources.filter((path) => /^lib\/([\w-]+\/model|vocabulary|brand\/accent)\.ts$/.test(path));
    expect(models.length).toBeGreaterThan(10);
    const heavy = imports.filter(
      ({ from, to, type }) =>
        !type && (models.includes(from) || from.startsWith("components/")) && /\/schema\.ts$|^lib\/fields\//.test(to),
    );
    expect(heavy.map(({ from, to }) => `${from} loads ${to}`)).toEqual([]);
    expect(where(/^import (?!type)[^;]*from "zod"/m, [...models, ...filesBelow("components")])).toEqual([]);
  });
});

test("no barrels, no helpers, no services", () => {
  const names = /(^|\/)(helpers?|utils?|common|misc|services?)(\.[jt]sx?$|\/)/;
  expect(sources.filter((path) => names.test(path))).toEqual([]);
  expect(sources.filter((path) => /(^|\/)index\.tsx?$/.test(path))).toEqual(["db/index.ts"]);
  const onlyReExports = sources.filter((path) => {
    const lines = codeOf(path)
      .split("\n")
      .filter((line) => line.trim() !== "");
    return lines.length > 0 && lines.every((line) => /^export (\*|\{|type \{).* from /.test(line));
  });
  expect(onlyReExports.filter((path) => path !== "db/tables.ts")).toEqual([]);
});

describe("server actions", () => {
  const actionFiles = where(/^\s*["']use server["']/m);

  test("live in actions.ts of a route", () => {
    expect(actionFiles.length).toBeGreaterThan(0);
    expect(actionFiles.filter((path) => !/^app\/(.+\/)?actions\.ts$/.test(path))).toEqual([]);
    expect(
      filesBelow("app")
        .filter((path) => path.endsWith("/actions.ts"))
        .sort(),
    ).toEqual([...actionFiles].sort());
  });

  test.each(actionFiles)("%s exports asynchronous actions only, and no reads", (path) => {
    const exported = codeOf(path).match(/^export .*/gm) ?? [];
    expect(exported.length).toBeGreaterThan(0);
    for (const line of exported) {
      expect(line).toMatch(
        /^export (async function \w+|const \w+ = (publicFormAction|linkFormAction|actorFormAction)\()/,
      );
      expect(line).not.toMatch(
        /^export (async function|const) (get|list|read|find|fetch|load|query|search|is|has)[A-Z]/,
      );
    }
  });
});

test("nothing lies at the top that does not belong there", () => {
  const ignored = readFileSync(join(ROOT, ".gitignore"), "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => new RegExp(`^${line.replace(/\/$/, "").replaceAll(".", "\\.").replaceAll("*", ".*")}$`));
  const strangers = readdirSync(ROOT).filter(
    (name) => !TOP_LEVEL.includes(name) && !ignored.some((pattern) => pattern.test(name)),
  );
  expect(strangers).toEqual([]);
});

describe("configuration", () => {
  const declared = [...readFileSync(join(ROOT, "lib/env.ts"), "utf8").matchAll(/^ {2}([A-Z][A-Z_]+):/gm)]
    .map((match) => match[1])
    .filter((name, index, all) => all.indexOf(name) === index)
    .sort();

  test(".env.example names every variable once, with a line that says what it is", () => {
    const lines = readFileSync(join(ROOT, ".env.example"), "utf8").split("\n");
    const named = lines.flatMap((line, index) => {
      const name = /^#? ?([A-Z][A-Z_]+)=/.exec(line)?.[1];
      if (name) expect([name, lines[index - 1]]).toEqual([name, expect.stringMatching(/^# \S.{10,}/)]);
      return name ? [name] : [];
    });
    expect(named.sort()).toEqual(declared);
  });

  test("so does the table in README.md", () => {
    const rows = readFileSync(join(ROOT, "README.md"), "utf8").matchAll(/^\| `([A-Z][A-Z_]+)` +\|/gm);
    expect([...rows].map((match) => match[1]).sort()).toEqual(declared);
  });
});

test("npm ci finds every optional package in the lockfile, those of other platforms included", () => {
  type Package = { optionalDependencies?: Record<string, string> };
  const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
    packages: Record<string, Package>;
  };
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => {
      const folders = path
        .split("/node_modules/")
        .map((_part, index, parts) => parts.slice(0, index + 1).join("/node_modules/"));
      const places = ["", ...folders].map((folder) => `${folder === "" ? "" : `${folder}/`}node_modules/${name}`);
      return !places.some((place) => place in packages);
    }),
  );
  expect(missing).toEqual([]);
});
