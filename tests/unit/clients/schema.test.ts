import { stepsOf } from "@/lib/clients/model";
import { newClientFormSchema, newClientSchema } from "@/lib/clients/schema";
import { GIGABYTE } from "@/lib/quotas/model";
import { CUSTOMER_FORM } from "../../support/new-client";

const mistakes = (changes: Record<string, unknown>) => {
  const result = newClientSchema.safeParse({ ...CUSTOMER_FORM, ...changes });
  // The first mistake of a field is the one that is shown.
  const issues = [...(result.error?.issues ?? [])].reverse();
  return Object.fromEntries(issues.map(({ path, message }) => [path.join("."), message]));
};

test("a customer with everything", () => {
  expect(newClientSchema.parse(CUSTOMER_FORM)).toEqual({
    kind: "customer",
    name: "Contoso",
    mode: "trial",
    language: "de",
    quotaBytes: 500 * GIGABYTE,
    useEmailAsLogin: true,
    administrator: {
      email: "zoe@contoso.example",
      login: "zoe@contoso.example",
      language: "fr",
      firstName: "Zoë",
      lastName: null,
    },
  });
});

test("a partner has no mode, whatever was posted", () => {
  expect(newClientSchema.parse({ ...CUSTOMER_FORM, kind: "partner" })).toMatchObject({ mode: null });
});

test("a unit has neither mode nor quota, whatever was posted", () => {
  const unit = { ...CUSTOMER_FORM, kind: "unit", quotaAmount: "nonsense", mode: undefined };
  expect(newClientSchema.parse(unit)).toMatchObject({ mode: null, quotaBytes: null });
  expect(stepsOf("unit")).toEqual(["client", "administrator"]);
});

test.each(["customer", "partner"] as const)("a %s has three steps", (kind) => {
  expect(stepsOf(kind)).toEqual(["client", "quota", "administrator"]);
});

test("unlimited counts, whatever the number is", () => {
  const form = { ...CUSTOMER_FORM, unlimited: "on", quotaAmount: "nonsense" };
  expect(newClientSchema.parse(form)).toMatchObject({ quotaBytes: null });
});

test.each<[string, Record<string, unknown>, Record<string, string>]>([
  ["no name", { name: " " }, { name: "REQUIRED" }],
  ["an unknown kind", { kind: "root" }, { kind: "INVALID" }],
  ["a customer without mode", { mode: undefined }, { mode: "CHOICE_REQUIRED" }],
  ["an unknown mode", { mode: "gold" }, { mode: "CHOICE_REQUIRED" }],
  ["an unknown language", { language: "xx" }, { language: "INVALID" }],
  ["an unknown language of the administrator", { administratorLanguage: "xx" }, { administratorLanguage: "INVALID" }],
  ["no quota", { quotaAmount: "" }, { quotaAmount: "REQUIRED" }],
  ["a partner without quota", { kind: "partner", quotaAmount: "" }, { quotaAmount: "REQUIRED" }],
  ["a negative quota", { quotaAmount: "-1" }, { quotaAmount: "QUOTA_NOT_A_NUMBER" }],
  ["an address that is no login", { email: "o'brien@contoso.example" }, { login: "LOGIN_PROPOSED" }],
  ["no login of one's own", { useEmailAsLogin: undefined }, { login: "LOGIN_LENGTH" }],
  ["a bad login", { useEmailAsLogin: undefined, login: "a b c" }, { login: "LOGIN_CHARACTERS" }],
  [
    "mistakes in all steps are found at once",
    { name: "", quotaAmount: "", email: "" },
    { name: "REQUIRED", quotaAmount: "REQUIRED", email: "REQUIRED" },
  ],
])("%s", (_name, changes, expected) => {
  expect(mistakes(changes)).toEqual(expected);
});

test("the posted form needs its tenant and its key", () => {
  const posted = { ...CUSTOMER_FORM, tenantId: "7", submission: "0b6e9c5e-6d0f-4c4e-9d0e-1f2a3b4c5d6e" };
  expect(newClientFormSchema.safeParse(posted).success).toBe(true);
  expect(newClientFormSchema.safeParse({ ...posted, submission: "x" }).success).toBe(false);
  expect(newClientFormSchema.safeParse({ ...posted, tenantId: "7 or 1" }).success).toBe(false);
});
