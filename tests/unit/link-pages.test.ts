import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { tokens } from "@/db/tables";
import { isAllowedSource, securityHeaders } from "@/lib/http/security-headers";
import { isLinkPage, LINK_FOLDERS, linkAt, linkPath } from "@/lib/link-pages";
import { redact, redactText } from "@/lib/log-redaction";
import { LINK_TEMPLATES } from "@/lib/outbox/model";
import { safeNextPath } from "@/lib/url";
import { TOKEN_PURPOSES } from "@/lib/vocabulary";
import { cases } from "../support/drill";

const SECRET = "AbCdEfGhIjKlMnOpQrStUv.0123456789_abcdefghij-ABCDEFGHIJKLMNOPQRSTU";

/** Pages whose address ends in a secret. */
const PAGES = readdirSync(join(process.cwd(), "app"), { recursive: true, encoding: "utf8" }).flatMap(
  (path) => /(?:^|\/)([\w-]+)\/\[token\]\/page\.tsx$/.exec(path)?.[1] ?? [],
);

test("the list has every page of a link and every purpose that the database and the outbox know", () => {
  expect(Object.values(LINK_FOLDERS).sort()).toEqual(PAGES.sort());
  expect(tokens.purpose.enumValues).toEqual(TOKEN_PURPOSES);
  expect(LINK_TEMPLATES).toEqual(TOKEN_PURPOSES);
});

const hex = (sign: string) => `%${sign.charCodeAt(0).toString(16)}`;

/** How the path of a link may be spelled so that a server, a browser or a person still takes it for the link. */
const SPELLINGS: Record<string, (folder: string) => string> = {
  plain: (folder) => `/${folder}/${SECRET}`,
  "doubled slashes": (folder) => `//${folder}//${SECRET}`,
  "other case": (folder) => `/${folder.toUpperCase()}/${SECRET}`,
  "an encoded letter": (folder) => `/${hex(folder[0] ?? "")}${folder.slice(1)}/${SECRET}`,
  "encoded letters in other case": (folder) => `/${[...folder.toUpperCase()].map(hex).join("")}/${SECRET}`,
  backslashes: (folder) => `\\${folder}\\${SECRET}`,
  "dots that lead nowhere": (folder) => `/./${folder}/./${SECRET}`,
};

describe.each(TOKEN_PURPOSES)("the link for %s", (purpose) => {
  const folder = LINK_FOLDERS[purpose];

  test("leads to its page and is read from its address", () => {
    expect(linkPath(purpose, SECRET)).toBe(`/${folder}/${SECRET}`);
    expect(linkAt(`/${folder}/${SECRET}?language=de#x`)).toEqual({ purpose, text: SECRET });
    expect(linkAt(`/${folder}/${SECRET}/more`)).toBeNull();
    expect(linkAt(`/${folder}`)).toBeNull();
  });

  describe.each(Object.entries(SPELLINGS))("with %s", (_name, spelled) => {
    const path = spelled(folder);

    test("does not come into the log", () => {
      for (const text of [
        path,
        `GET ${path}?x=1 failed`,
        `https://portal.example.com${path}`,
        `"${path}"`,
        `/login?next=${encodeURIComponent(path)}`,
        `/login?next=${encodeURIComponent(encodeURIComponent(path))}`,
        `first line\n${path}\nlast line`,
      ])
        expect(redactText(text)).not.toContain(SECRET);
      expect(
        JSON.stringify(redact({ path, deep: [{ err: new Error(path, { cause: new Error(path) }) }] })),
      ).not.toContain(SECRET);
    });

    test("is a page whose address no Referer carries on, and whose own form is taken", () => {
      expect(isLinkPage(path)).toBe(true);
      expect(securityHeaders({ pathname: path, nonce: "n", https: true })["Referrer-Policy"]).toBe("no-referrer");
      const source = { method: "POST", pathname: path, origin: "null", host: "h", fetchSite: "same-origin" };
      expect(isAllowedSource(source, "https://portal.example.com")).toBe(true);
    });

    test("is not where a sign-in leads", () => {
      expect(safeNextPath(path)).toBeNull();
      expect(safeNextPath(`${path}?x=1#y`)).toBeNull();
    });
  });

  test("is kept out of the log in whatever mixture of spellings", () => {
    const slash = fc.constantFrom("/", "//", "\\", "%2f", "%2F", "%252F", "/./");
    const letters = fc.tuple(
      ...[...folder].map((sign) =>
        fc.constantFrom(sign, sign.toUpperCase(), hex(sign), hex(sign.toUpperCase()), hex(sign).replace("%", "%25")),
      ),
    );
    const around = fc.string({ maxLength: 20 }).filter((text) => !text.includes("\nparams: "));
    fc.assert(
      fc.property(slash, letters, slash, around, around, (first, word, second, before, after) => {
        expect(redactText(`${before} ${first}${word.join("")}${second}${SECRET} ${after}`)).not.toContain(SECRET);
      }),
      { numRuns: cases(300, 5000) },
    );
  });
});

test("other pages keep their addresses, their Referer and their place after sign-in", () => {
  for (const path of ["/activated/x", "/portal/1/users/activate", "/start", "/confirm-emails/x"]) {
    expect(redactText(path)).toBe(path);
    expect(isLinkPage(path)).toBe(false);
    expect(linkAt(path)).toBeNull();
  }
  expect(safeNextPath("/portal/1/users/activate")).toBe("/portal/1/users/activate");
});
