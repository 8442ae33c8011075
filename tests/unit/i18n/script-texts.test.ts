import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { clientMessages } from "@/lib/i18n/client-messages";
import { MESSAGE_FILES } from "@/lib/i18n/message-files";

/** Pages that bring texts of their own for what is on them, by a provider in the page or its layout. */
const BROUGHT_ALONG = /^(account|branding)(\.|$)/;

const componentFiles = readdirSync("components", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".tsx"))
  .map((name) => join("components", name));
const sourceOf = (path: string) => readFileSync(path, "utf8");

/** What a file imports from among the components, but for types. */
function importsOf(path: string): string[] {
  return [...sourceOf(path).matchAll(/import\s+(?!type\b)[^;]*?from\s+"(@\/components\/|\.{1,2}\/)([^"]+)"/g)].flatMap(
    ([, start = "", rest = ""]) => {
      const base = start.startsWith("@") ? join("components", rest) : join(dirname(path), start, rest);
      return [`${base}.tsx`, `${base}.ts`].filter(existsSync);
    },
  );
}

/** Every file that runs in the browser: those that say so, and what they import. */
function clientFiles(): string[] {
  const found = new Set<string>();
  const visit = (path: string) => {
    if (found.has(path)) return;
    found.add(path);
    importsOf(path).forEach(visit);
  };
  componentFiles.filter((path) => sourceOf(path).startsWith('"use client"')).forEach(visit);
  return [...found];
}

const named = clientFiles().flatMap((path) =>
  [...sourceOf(path).matchAll(/useTranslations\("([^"]+)"\)/g)].map(([, namespace = ""]) => ({ path, namespace })),
);

test("the files of the browser are found", () => {
  expect(named.length).toBeGreaterThan(30);
  expect(named).toContainEqual({ path: "components/users/services-and-roles.tsx", namespace: "users.create" });
});

/** What files of the browser ask for of the namespaces that go along in part. */
const asked = clientFiles().flatMap((path) => {
  const source = sourceOf(path);
  const names = [...source.matchAll(/const (\w+) = useTranslations\("(actions|fields)"\)/g)];
  return names.flatMap(([, name, namespace]) =>
    [...source.matchAll(new RegExp(`\\b${name}\\("([^"]+)"`, "g"))].map(([, key]) => `${namespace}.${key}`),
  );
});

test("of the namespaces that are sent in part, every key in use is sent, and no other", async () => {
  const { actions, fields } = clientMessages((await MESSAGE_FILES.en()).default);
  const sent = [
    ...Object.keys(actions).map((key) => `actions.${key}`),
    ...Object.keys(fields).map((key) => `fields.${key}`),
  ];
  expect([...new Set(asked)].sort()).toEqual(sent.sort());
});

test("every text that a client component may ask for goes along with the page", async () => {
  const sent = clientMessages((await MESSAGE_FILES.en()).default);
  const at = (namespace: string) =>
    namespace.split(".").reduce<unknown>((texts, key) => (texts as Record<string, unknown> | undefined)?.[key], sent);
  const missing = named.filter(({ namespace }) => !BROUGHT_ALONG.test(namespace) && at(namespace) === undefined);
  expect(missing).toEqual([]);
});
