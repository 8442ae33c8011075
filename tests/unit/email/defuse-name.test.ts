import fc from "fast-check";
import { defuseName, NAME_MAX_CHARACTERS } from "@/lib/email/defuse-name";

const visible = (text: string) => text.replaceAll("\u200c", "");

test.each([
  ["evil.example.com", /\.[a-z]/],
  ["Visit https://evil.example.com/login now", /https:|:\/|\.[a-z]/],
  ["www.evil.example.com", /www\./],
  ["mail@evil.example.com", /@[a-z]|[a-z]@/],
  ["evil。example。com", /。[a-z]/],
  ["evil．com／x", /．[a-z]|／[a-z]/],
  ["file:\\\\evil.example.com\\x", /:\\|\\[a-z]/],
])("no mail program finds a link in %s", (name, link) => {
  const defused = defuseName(name);
  expect(defused).not.toMatch(link);
  expect(visible(defused)).toBe(name);
});

test.each([
  "Zoë van der Meer",
  "Müller & Söhne GmbH",
  "山田 太郎",
  "O’Neill, Inc.",
  "Dr. Ida Berg",
  "A/S Fjord.",
  "ශ්\u200dරී ලංකා",
])("%s looks as it was typed", (name) => {
  expect(visible(defuseName(name))).toBe(name);
});

test("an ordinary sentence end gets nothing inserted", () => {
  expect(defuseName("Dr. Ida Berg Inc.")).toBe("Dr. Ida Berg Inc.");
});

test("a long name is cut at 80 characters, never inside one", () => {
  const defused = defuseName("🛟".repeat(200));
  expect([...defused]).toHaveLength(NAME_MAX_CHARACTERS);
  expect(defused.endsWith("🛟…")).toBe(true);
});

test("line breaks, text direction and zero-width characters are gone", () => {
  expect(defuseName("A\r\nBcc: x\u202e\u2066B\u200bC\u00adD")).toBe("A Bcc: xBCD");
});

test("whatever is typed, the result is one short line without a link", () => {
  const piece = fc.constantFrom(".", "/", ":", "@", "www", "com", "http", " ", "\n", "\u202e", "é", "🛟", "a", "。");
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.array(piece, { maxLength: 120 }).map((p) => p.join("")),
      ),
      (name) => {
        const defused = defuseName(name);
        expect([...visible(defused)].length).toBeLessThanOrEqual(NAME_MAX_CHARACTERS);
        expect(defused).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
        expect(defused).not.toMatch(/:\/\/|www\.\S|[\p{L}\p{N}][.。．｡][\p{L}\p{N}]|[\p{L}\p{N}]@[\p{L}\p{N}]/u);
      },
    ),
  );
});
