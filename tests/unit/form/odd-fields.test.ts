import fc from "fast-check";
import { z } from "zod";
import { nothingSchema } from "@/lib/account/schema";
import { linkFormAction, publicFormAction } from "@/lib/action";
import { boundedText, longTexts } from "@/lib/fields/text";
import { IDLE } from "@/lib/form/model";
import { importFormSchema } from "@/lib/user-import/schema";
import { cases } from "../../support/drill";
import { fieldsOf, takersOfInput } from "../../support/schemas";

const takers = await takersOfInput();

/** What some field of some form may hold, beside what none may. */
const value = fc.constantFrom<unknown>(
  ...[
    "",
    "5",
    "on",
    "en",
    "customer",
    "unit",
    "backup",
    "GB",
    "a@b.example",
    "a long enough name",
    "1.AAAAAAAAAAAAAAAA",
  ],
  ...["XB", "\0", "a\0b", "\ud800", "-1", "9".repeat(30), "__proto__", "x".repeat(2000)],
  new File(["x"], "x.txt"),
  undefined,
);

test.each(
  takers.flatMap(({ name, schema }) => (schema && fieldsOf(schema).length > 0 ? [[name, schema] as const] : [])),
)("%s judges whatever its fields hold, and never fails", (_name, schema) => {
  const form = fc.record(Object.fromEntries(fieldsOf(schema).map((field) => [field, value])));
  fc.assert(
    fc.property(form, (posted) => {
      schema.safeParse(posted);
    }),
    { numRuns: cases(500, 10_000) },
  );
});

describe("an action that is called with no form", () => {
  const submit = publicFormAction(nothingSchema, async () => undefined);
  const submitOfLink = linkFormAction(nothingSchema, async () => undefined);
  const NO_FORMS: unknown[] = [undefined, null, "x", {}, { entries: 1 }, [], new Map()];

  test.each(NO_FORMS)("refuses %p as a request that can't be read", async (form) => {
    await expect(submit(IDLE, form as FormData)).rejects.toThrow("not what a form of ours sends");
    await expect(submitOfLink("x", IDLE, form as FormData)).rejects.toThrow("not what a form of ours sends");
  });

  test.each(NO_FORMS.filter((link) => link !== "x"))("and so it does a link that is %p", async (link) => {
    await expect(submitOfLink(link as string, IDLE, new FormData())).rejects.toThrow("not what a form of ours sends");
  });
});

describe("a text with a NUL", () => {
  const GOOD = { tenantId: "1", language: "en", version: "1", title: "A title" };
  const post = (schema: z.ZodType, field: string) => {
    const form = new FormData();
    for (const [name, text] of Object.entries({ ...GOOD, [field]: "a\0b" })) form.append(name, text);
    return publicFormAction(schema, async () => undefined)(IDLE, form);
  };

  test("is refused at its field, whatever the schema takes", async () => {
    const state = await post(z.object({ note: boundedText() }), "note");
    expect(state.fieldErrors).toEqual({ note: { code: "INVALID" } });
    expect((await post(z.object({}), "other")).fieldErrors).toEqual({ other: { code: "INVALID" } });
  });

  test("is for the schema to refuse where it may be long", async () => {
    expect((await post(importFormSchema, "text")).fieldErrors).toMatchObject({ text: { code: "CSV_ENCODING" } });
  });

  test("is kept by no schema that takes long texts", async () => {
    const long = takers.flatMap(({ schema }) => (schema && longTexts.has(schema) ? [schema] : []));
    expect(long.length).toBeGreaterThan(1);
    for (const schema of long)
      for (const field of Object.keys(longTexts.get(schema) ?? {})) {
        const issues = schema.safeParse({ ...GOOD, [field]: "a\0b" }).error?.issues ?? [];
        const [issue] = issues.filter(({ path }) => path[0] === field);
        expect([field, issue?.message]).toEqual([field, expect.stringMatching(/^(INVALID|CSV_ENCODING)$/)]);
      }
  });
});
