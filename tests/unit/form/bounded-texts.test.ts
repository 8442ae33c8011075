import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { z } from "zod";
import { publicFormAction } from "@/lib/action";
import { saveTextSchema } from "@/lib/eula/schema";
import { boundedText, longTexts, overlongText, TEXT_MAX_CHARACTERS } from "@/lib/fields/text";
import { IDLE } from "@/lib/form/model";
import { parseAmount } from "@/lib/quotas/model";
import { isSameName } from "@/lib/tenants/model";
import { filesIn, takersOfInput, unboundedTexts } from "../../support/schemas";

/** Far more than all of them take together, and far less than a single one that takes the square of a megabyte. */
const DEADLINE_MS = 60_000;
const ACCENTS = `a${"\u0301\u0323".repeat(500_000)}`;

test("every text of every schema begins with a bound", async () => {
  const takers = await takersOfInput();
  expect(takers.length).toBeGreaterThan(40);
  const unbounded = takers.flatMap(({ name, schema }) => (schema ? unboundedTexts(schema, name) : []));
  expect(unbounded).toEqual([]);
});

test("a text without a bound is found wherever it stands", () => {
  const inside = z.object({
    a: z.object({ b: z.string().trim().max(5).optional() }).and(z.object({ c: boundedText() })),
  });
  expect(unboundedTexts(inside)).toEqual([".a.b"]);
  expect(unboundedTexts(z.string().transform((text) => text.normalize("NFKC")))).toEqual([""]);
});

test("pages and actions describe no text of their own without a bound", () => {
  const files = filesIn("app", /\.tsx?$/).filter((file) => /\bz\s*\.string\(/.test(readFileSync(file, "utf8")));
  expect(files).toEqual([]);
});

test(
  "a megabyte in every field of every schema is refused without holding anybody up",
  async () => {
    const takers = await takersOfInput();
    const done = await promisify(execFile)(process.execPath, ["--import", "tsx", "tests/support/long-texts.ts"], {
      timeout: DEADLINE_MS,
    }).catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? "" }));
    expect(done.stdout.trim().split("\n")).toEqual(takers.map(({ name }) => name));
  },
  DEADLINE_MS + 10_000,
);

test("amounts and names that are typed to confirm are no longer than they can be", () => {
  expect(parseAmount(ACCENTS, "GB")).toEqual({ error: "QUOTA_NOT_A_NUMBER" });
  expect(isSameName(ACCENTS, "a")).toBe(false);
});

describe("a form with a text that is too long", () => {
  const looked: string[] = [];
  beforeEach(() => looked.splice(0));
  const schema = z.object({ name: z.string().transform((text) => looked.push(text)), password: z.string() });
  const send = (fields: Record<string, string>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    return publicFormAction(schema, async () => undefined)(IDLE, form);
  };

  test("is refused before its schema sees it, names the field, and gives back what was typed", async () => {
    const name = "x".repeat(TEXT_MAX_CHARACTERS + 1);
    expect(await send({ name, password: "secret" })).toEqual({
      status: "error",
      fieldErrors: { name: { code: "TEXT_TOO_LONG", values: { max: TEXT_MAX_CHARACTERS } } },
      values: { name },
    });
    expect(looked).toEqual([]);
  });

  test("is refused as well for a field that it does not have", async () => {
    const state = await send({ name: "Anna", password: "secret", other: "x".repeat(TEXT_MAX_CHARACTERS + 1) });
    expect(Object.keys(state.fieldErrors ?? {})).toEqual(["other"]);
    expect(looked).toEqual([]);
  });

  test("may name a larger bound for a field, and for that one alone", () => {
    const long = "x".repeat(TEXT_MAX_CHARACTERS + 1);
    expect(overlongText(saveTextSchema, [["body", long]])).toBeUndefined();
    expect(overlongText(saveTextSchema, [["title", long]])).toEqual({ field: "title", max: TEXT_MAX_CHARACTERS });
    expect(overlongText(saveTextSchema, [["body", "x".repeat(1024 * 1024 + 1)]])?.field).toBe("body");
    expect(longTexts.get(saveTextSchema)).toEqual({ body: 1024 * 1024 });
  });
});
