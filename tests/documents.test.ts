import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const ROOT = process.cwd();
const markdownIn = (folder: string) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name));
const documents = [...markdownIn("."), ...markdownIn("docs"), ...markdownIn("docs/decisions")];
/** A path in code quotes: a folder of ours and what is in it, without placeholders. */
const PATH = /`((?:app|components|db|docs|emails|lib|public|tests)\/[\w./[\]()-]*)`/g;

test.each(documents)("%s names only files that exist", (document) => {
  const text = readFileSync(join(ROOT, document), "utf8");
  const paths = [...text.matchAll(PATH)].map((match) => match[1] ?? "");
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map((match) =>
    join(dirname(document), match[1] ?? ""),
  );
  expect([...paths, ...links].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test("every decision has a number of its own", () => {
  const numbers = readdirSync(join(ROOT, "docs/decisions")).flatMap((name) => /^\d{4}(?=-)/.exec(name) ?? []);
  expect(numbers.length).toBeGreaterThan(20);
  expect(numbers).toEqual([...new Set(numbers)]);
});
