import { publicFormAction } from "@/lib/action";
import { newClientFormSchema } from "@/lib/clients/schema";
import { IDLE, proposalOf } from "@/lib/form/model";
import { createUserFormSchema } from "@/lib/users/schema";

const SCHEMAS = { "Create new user": createUserFormSchema, "the wizard for clients": newClientFormSchema };

const answerTo = (schema: (typeof SCHEMAS)[keyof typeof SCHEMAS], values: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return publicFormAction(schema, async () => undefined)(IDLE, form);
};

describe.each(Object.entries(SCHEMAS))("%s", (_name, schema) => {
  const typed = { email: "sales&support@example.test", useEmailAsLogin: "on" };

  test("answers an address that is no login with a proposal, so that the page without scripts shows it", async () => {
    const state = await answerTo(schema, typed);
    expect(state.fieldErrors?.login).toEqual({ code: "LOGIN_PROPOSED" });
    expect(state.fieldErrors).not.toHaveProperty("email");
    expect(state.values).toEqual({ ...typed, useEmailAsLogin: "", login: "sales.support@example.test" });
    expect(state.proposed).toEqual({ useEmailAsLogin: "", login: "sales.support@example.test" });
  });

  test("keeps what was typed as login before", async () => {
    expect((await answerTo(schema, { ...typed, login: "sales" })).proposed).toEqual({
      useEmailAsLogin: "",
      login: "sales",
    });
  });

  test.each(["info@bücher.example", "zoe@contoso.example", "no address"])("proposes nothing for %s", async (email) => {
    const state = await answerTo(schema, { ...typed, email });
    expect(state).not.toHaveProperty("proposed");
    expect(state.values).toEqual({ ...typed, email });
    expect(proposalOf(schema, { ...typed, email })).toBeNull();
  });

  test("proposes nothing when a login of one's own is chosen", () => {
    expect(proposalOf(schema, { email: typed.email, login: "" })).toBeNull();
  });
});
