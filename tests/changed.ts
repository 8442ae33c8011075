import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";

/** What `npm test -- changed` runs: files of jest, or all of them; whether isolation; specs of the browser. */
export type Touched = { files: string[]; jest: string[] | "all"; isolation: boolean; specs: string[] };

/** Files on which tests depend without importing them. */
const BEHIND_EVERYTHING = /^(db\/.*\.(sql|json)|package-lock\.json|jest\.config\.mjs|tests\/support\/every-test\.ts)$/;
/** Every page, action and route handler is asked there as everyone, and so is the database. */
const ASKED_AS_EVERYONE = /^(app\/.*(page|route|actions)\.tsx?|db\/|lib\/auth\/|lib\/action\.ts|tests\/isolation\/)/;

/** Which specs look at which part of the product, by words in the path of a changed file. */
const SPECS_ABOUT: [RegExp, string[]][] = [
  [/quota|usage/, ["quotas"]],
  [/overview|unsent/, ["overview"]],
  [/brand|accent/, ["branding"]],
  [/audit/, ["audit-log"]],
  [/client|provision/, ["clients", "customer"]],
  [/tenants?\//, ["company-life-cycle", "clients"]],
  [/import/, ["import-users"]],
  [/\busers?\//, ["users-list", "edit-user", "life-cycle"]],
  [/eula|license/, ["eula"]],
  [/two-factor|totp|security/, ["two-factor", "required-two-factor", "security"]],
  [/auth|login|password|activat|account/, ["journeys"]],
  [/email|mailbox/, ["email-preview", "journeys"]],
  [/i18n|language/, ["languages", "long-words"]],
  [/holder|login|remove|purge/, ["recreate"]],
  [/form/, ["kept-forms", "older-tab", "finish"]],
  [/components\/ui|shortcut|dialog|menu/, ["keyboard", "finish"]],
  [/^lib\/(cli|commands|jobs)|^db\//, ["command-line", "faults", "failed-pages"]],
  [/^proxy\.ts|^next\.config/, ["security", "javascript"]],
  [/cookie|plain-http|security-headers/, ["https", "security"]],
];
/** Where nothing more is known of a part of the product. */
const ANY_SPEC = ["journeys"];
const PRODUCT = /^(app|components|lib|db|emails)\/|^[a-z.-]+\.ts$/;

/**
 * Finds what has changed since the branch left main, with what is not committed; on main itself since the last commit.
 * Of jest the tests run that import a changed file, however indirectly, and always those of the whole source (tests/*.test.ts).
 */
export function whatChangeTouches(): Touched {
  const files = changedFiles();
  const testsOfSource = readdirSync("tests")
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => join("tests", name));
  const jest = files.some((file) => BEHIND_EVERYTHING.test(file))
    ? ("all" as const)
    : [...new Set([...testsOfSource, ...relatedTests(files)])];
  return { files, jest, isolation: files.some((file) => ASKED_AS_EVERYONE.test(file)), specs: specsFor(files) };
}

function changedFiles(): string[] {
  const head = git("rev-parse", "HEAD");
  const fork = ["origin/main", "main"].map((name) => git("merge-base", "HEAD", name)).find((found) => found) ?? head;
  const uncommitted = [...lines("diff", "--name-only", "HEAD"), ...lines("ls-files", "--others", "--exclude-standard")];
  const base = fork === head && uncommitted.length === 0 ? "HEAD~1" : fork;
  return [...new Set([...lines("diff", "--name-only", base), ...uncommitted])].sort();
}

/** jest knows who imports whom. */
function relatedTests(files: string[]): string[] {
  const sources = files.filter((file) => /\.(tsx?|json|md)$/.test(file) && existsSync(file));
  if (sources.length === 0) return [];
  const jest = join("node_modules", ".bin", "jest");
  return execFileSync(jest, ["--listTests", "--findRelatedTests", ...sources, "--selectProjects", "server", "ui"], {
    encoding: "utf8",
    env: { ...process.env, NODE_OPTIONS: "--experimental-vm-modules --no-warnings" },
  })
    .split("\n")
    .filter((line) => line.startsWith("/"))
    .map((line) => line.slice(process.cwd().length + 1));
}

function specsFor(files: string[]): string[] {
  const all = readdirSync(join("tests", "e2e")).filter((name) => name.endsWith(".spec.ts"));
  const names = new Set<string>();
  for (const file of files) {
    if (/^tests\/(e2e|support)\//.test(file)) {
      if (file.endsWith(".spec.ts")) names.add(basename(file));
      else if (file.startsWith("tests/e2e/") || /chromium|own-postgres|plain-browser/.test(file))
        return all.map((name) => join("tests", "e2e", name));
    } else if (PRODUCT.test(file)) {
      const about = SPECS_ABOUT.filter(([words]) => words.test(file)).flatMap(([, specs]) => specs);
      for (const name of about.length > 0 ? about : ANY_SPEC) names.add(`${name}.spec.ts`);
    }
  }
  return all.filter((name) => names.has(name)).map((name) => join("tests", "e2e", name));
}

function git(...args: string[]): string {
  try {
    return execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return "";
  }
}

const lines = (...args: string[]) =>
  git(...args)
    .split("\n")
    .filter(Boolean);
