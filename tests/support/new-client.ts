import { newClientSchema } from "@/lib/clients/schema";

/** What the wizard posts for a customer, without the tenant and the key. */
export const CUSTOMER_FORM = {
  kind: "customer",
  name: "Contoso",
  mode: "trial",
  language: "de",
  quotaAmount: "500",
  quotaUnit: "GB",
  email: "Zoe@Contoso.Example",
  useEmailAsLogin: "on",
  administratorLanguage: "fr",
  firstName: "Zoë",
};

/** The same as the verb takes it. */
export const newClient = (changes: Record<string, unknown> = {}) =>
  newClientSchema.parse({ ...CUSTOMER_FORM, ...changes });
