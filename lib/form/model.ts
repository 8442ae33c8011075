/** One mistake: `code` is a key of the `errors` messages, `values` fill its placeholders. */
export type FormError = { code: string; values?: ErrorValues };

/** What fills a message's placeholder; several texts are joined as the reader's language does. */
export type ErrorValues = Record<string, string | number | readonly string[]>;

/**
 * What a form's server action returns when it didn't redirect: the mistakes by field, one for the whole form, and what
 * the user typed (never passwords or codes), so that a page rendered without JavaScript shows it again.
 */
export type FormState = {
  status: "idle" | "error" | "success";
  formError?: FormError;
  fieldErrors?: Record<string, FormError>;
  values?: Record<string, string>;
  /** What the answer filled in where what was typed can't be used, by field; an empty text clears a checkbox. */
  proposed?: Readonly<Record<string, string>>;
  /** The fields that had files: a page that is rendered again can't show them. */
  files?: readonly string[];
  /** Another user saved first: the current values by field, and the version to save against. */
  conflict?: { version: string; values: Record<string, string> };
  /** What a success shows this one time and the server keeps nowhere in clear, e.g. recovery codes. */
  once?: readonly string[];
};

export const IDLE: FormState = { status: "idle" };

/** Fields whose values are never given back to be shown or sent again. */
export const SECRET_FIELD = /password|code/i;

/** Posted by a form without JavaScript that has something to lose: the labels of its texts, by the names of the fields. */
export const TYPED_FIELD = "$typed";

/** A form that was sent without JavaScript, when its page cannot be shown again. */
export type KeptForm = {
  reason: "signedOut" | "twoFactorDue" | "agreementChanged" | "gone";
  /** Everything it carried, as it has to be sent again: without files, and secrets emptied. */
  entries: readonly (readonly [name: string, value: string])[];
  /** What the user typed into it. */
  texts: readonly { label: string; text: string }[];
  /** Whether there was something in it that is not given back. */
  secrets: boolean;
  files: boolean;
};

/** A server action as a form takes it: (previous state, posted form) => next state; throws only to redirect. */
export type FormAction = (previous: FormState, form: FormData) => Promise<FormState>;

type Propose = (form: Readonly<Record<string, unknown>>) => Record<string, string> | null;

/**
 * What a form's schema fills in where what was typed can't be used, as it was registered with `schema.meta({ propose })`: new values
 * by field, or null. Asked by the server when it refuses a form, and by the browser when it does.
 */
export function proposalOf(
  schema: { meta(): Readonly<Record<string, unknown>> | undefined },
  form: Readonly<Record<string, unknown>>,
): Record<string, string> | null {
  const propose = schema.meta()?.propose;
  return typeof propose === "function" ? (propose as Propose)(form) : null;
}
