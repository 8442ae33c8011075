import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDERS = ["app", "components", "lib", "proxy.ts"];

const sources = FOLDERS.flatMap((folder) =>
  folder.endsWith(".ts")
    ? [folder]
    : readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((name) => /\.tsx?$/.test(name))
        .map((name) => join(folder, name)),
).map((path) => ({ path, code: readFileSync(path, "utf8") }));

test("every cookie that is written has a name that gets its prefix over https", () => {
  const written = sources.flatMap(({ path, code }) =>
    [
      ...code.matchAll(
        /\b(?:cookies\(\)\)|cookies|jar|cookieStore)\s*\.(?:set|delete)\(\s*(?:\{ name: )?([\w.()"'-]+)/g,
      ),
    ].map(([, name]) => `${path} ${name}`),
  );
  expect(written.sort()).toEqual([
    "lib/auth/cookies.ts browserCookie()",
    "lib/auth/cookies.ts flowCookie()",
    "lib/auth/cookies.ts flowCookie()",
    "lib/auth/cookies.ts trustCookie()",
    "lib/request/request-language.ts languageCookie()",
  ]);
  const names = sources.flatMap(({ code }) => [...code.matchAll(/const (\w+Cookie(?:Name)?) = \(\) => (\w+)\(/g)]);
  expect(names.map(([, name, made]) => `${name} by ${made}`).sort()).toEqual([
    "browserCookie by cookieName",
    "flowCookie by cookieName",
    "languageCookie by cookieName",
    "sessionCookieName by cookieName",
    "trustCookie by cookieName",
  ]);
});

test("no one writes the header by hand, and Auth.js names its cookies as we do", () => {
  expect(sources.filter(({ code }) => /["'`]set-cookie/i.test(code)).map(({ path }) => path)).toEqual([]);
  const auth = sources.find(({ path }) => path === "lib/auth/next-auth.ts")?.code ?? "";
  const names = [...auth.matchAll(/\bname: (\w+)\(/g)].map(([, made]) => made);
  expect(names).toEqual(["sessionCookieName", "cookieName"]);
});
