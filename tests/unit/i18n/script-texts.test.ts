import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { MESSAGE_FILES } from "@/lib/i18n/message-files";
import { loadedTexts } from "@/lib/i18n/model";
import { textsAddress, textsFile, textsOf } from "@/lib/i18n/script-texts";

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
  const names = [...source.matchAll(/const (\w+) = useTranslations\("(actions|fields|start)"\)/g)];
  return names.flatMap(([, name, namespace]) =>
    [...source.matchAll(new RegExp(`\\b${name}\\("([^"]+)"`, "g"))].map(([, key]) => `${namespace}.${key}`),
  );
});

test("of the namespaces that are sent in part, every key in use is sent, and no other", async () => {
  const { actions, fields, start } = textsOf("page", (await MESSAGE_FILES.en()).default);
  const sent = [
    ...Object.keys(actions).map((key) => `actions.${key}`),
    ...Object.keys(fields).map((key) => `fields.${key}`),
    ...Object.keys(start).map((key) => `start.${key}`),
  ];
  expect([...new Set(asked)].sort()).toEqual(sent.sort());
});

test("every text that a client component may ask for is in a file", async () => {
  const { default: messages } = await MESSAGE_FILES.en();
  const sent = { ...textsOf("page", messages), ...textsOf("account", messages), ...textsOf("branding", messages) };
  const at = (namespace: string) =>
    namespace.split(".").reduce<unknown>((texts, key) => (texts as Record<string, unknown> | undefined)?.[key], sent);
  expect(named.filter(({ namespace }) => at(namespace) === undefined)).toEqual([]);
});

/** Runs a file of texts as a browser does. */
function run(script: string): Record<string, unknown> {
  const page: { [key: symbol]: Record<string, unknown> } = {};
  new Function("self", script)(page);
  return page[Symbol.for("backstay.texts")] ?? {};
}

test("the address of a part's texts leads to a file that says what the server says", async () => {
  const address = await textsAddress("page", "ja");
  expect(address).toMatch(/^\/texts\/page\.ja\.[0-9a-f]{12}\.js$/);
  const file = await textsFile(address.slice("/texts/".length));
  expect(file?.current).toBe(true);
  expect(run(file?.script ?? "")).toEqual({ [address]: textsOf("page", (await MESSAGE_FILES.ja()).default) });
  expect(loadedTexts()[address]).toEqual(textsOf("page", (await MESSAGE_FILES.ja()).default));
});

test("a page from before an update gets the texts of today, which its browser doesn't keep", async () => {
  const file = await textsFile("page.de.0123456789ab.js");
  expect(file?.current).toBe(false);
  expect(Object.keys(run(file?.script ?? ""))).toEqual(["/texts/page.de.0123456789ab.js"]);
});

test.each(["page.xx.0123456789ab.js", "other.en.0123456789ab.js", "page.en.js", "toString.en.0123456789ab.js"])(
  "%s is no file of texts",
  async (file) => {
    expect(await textsFile(file)).toBeNull();
  },
);
