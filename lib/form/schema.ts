/** One mistake: `code` is a key of the `errors` messages, `values` fill its placeholders. */
export type FormError = { code: string; values?: ErrorValues };

/** What stands in a message; several texts are put together as the reader's language does. */
export type ErrorValues = Record<string, string | number | readonly string[]>;

/**
 * What a form's server action answers when it did not redirect: the mistakes by field, one for the whole form, and what
 * the person typed (never passwords or codes), so that a page rendered without JavaScript shows it again.
 */
export type FormState = {
  status: "idle" | "error" | "success";
  formError?: FormError;
  fieldErrors?: Record<string, FormError>;
  values?: Record<string, string>;
  /** The fields in which files came: a page rendered anew cannot show them again. */
  files?: readonly string[];
  /** Somebody else saved first: what stands there now, by field, and the version to save against. */
  conflict?: { version: string; values: Record<string, string> };
  /** What a success shows this one time and the server keeps nowhere in clear, e.g. recovery codes. */
  once?: readonly string[];
};

export const IDLE: FormState = { status: "idle" };

/** A server action as a form takes it: (previous state, posted form) => next state; throws only to redirect. */
export type FormAction = (previous: FormState, form: FormData) => Promise<FormState>;
