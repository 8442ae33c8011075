import { headers } from "next/headers";
import { createSafeActionClient } from "next-safe-action";
import { z } from "zod";

import { DatabaseUnavailableError } from "@/db/unavailable";
import type { Actor } from "@/lib/access/actor";
import { countRefusalOf } from "@/lib/counters";
import { AppError, VersionConflict } from "@/lib/errors";
import { fieldWithNul, overlongText } from "@/lib/fields/text";
import { noteRefusal } from "@/lib/form/kept-form";
import { type FormAction, type FormError, type FormState, proposalOf, SECRET_FIELD } from "@/lib/form/model";
import { requestInfo } from "@/lib/http/current-request";
import { REQUEST_ID_HEADER } from "@/lib/http/security-headers";
import { noteBegun, UnreadableRequestError } from "@/lib/http/unreadable-request";
import { deliverAfterAnswer } from "@/lib/jobs/deliver-after-answer";
import { log } from "@/lib/log";
import { actorFor, type Door } from "./auth/current-actor";

type Refusal = FormError & { field?: string; conflict?: FormState["conflict"] };
type Answer = FormState | undefined;

const anybody = createSafeActionClient({ handleServerError: refusalOf });

/**
 * A form's server action for a visitor who isn't signed in. Parses the posted form by the schema and runs the handler,
 * which redirects or returns a state; refusals come back as the form's state, together with what was typed. Emails that
 * it puts into the outbox go out right after the response.
 */
export function publicFormAction<Schema extends z.ZodType>(
  schema: Schema,
  run: (input: z.output<Schema>) => Promise<Answer>,
): FormAction {
  const action = anybody
    .use(async ({ next, clientInput }) => next({ ctx: refuseOddTexts(schema, clientInput) }))
    .inputSchema(posted(schema))
    .action(async ({ parsedInput }): Promise<Answer> => deliverAfterAnswer(() => run(parsedInput as z.output<Schema>)));
  return async (_previous, given) => {
    const form = formOf(given);
    return stateOf(schema, await action(form), form);
  };
}

/** The same on the page of a link, whose secret part the page binds to it. */
export function linkFormAction<Schema extends z.ZodType>(
  schema: Schema,
  run: (link: string, input: z.output<Schema>) => Promise<Answer>,
): (link: string, ...given: Parameters<FormAction>) => Promise<FormState> {
  return async (link, ...given) => {
    if (typeof link !== "string") throw new UnreadableRequestError();
    return publicFormAction(schema, (input) => run(link, input))(...given);
  };
}

/** The same for a signed-in user who can go through a door, e.g. open a service; checked before anything is parsed. */
export function actorFormAction<Schema extends z.ZodType>(
  door: Door,
  schema: Schema,
  run: (actor: Actor, input: z.output<Schema>) => Promise<Answer>,
): FormAction {
  const action = anybody
    .use(async ({ next }) => next({ ctx: { actor: await actorFor(door) } }))
    .use(async ({ next, clientInput }) => next({ ctx: refuseOddTexts(schema, clientInput) }))
    .inputSchema(posted(schema))
    .action(
      async ({ parsedInput, ctx }): Promise<Answer> =>
        deliverAfterAnswer(() => run(ctx.actor, parsedInput as z.output<Schema>)),
    );
  return async (_previous, given) => {
    const form = formOf(given);
    const state = stateOf(schema, await action(form), form);
    noteRefusal(state.formError?.code);
    return state;
  };
}

/** Anyone can call an action with anything. @throws UnreadableRequestError when it is no form. */
function formOf(given: unknown): FormData {
  noteBegun();
  if (!(given instanceof FormData)) throw new UnreadableRequestError();
  return given;
}

/**
 * Before a schema works on what was sent.
 * @throws AppError TEXT_TOO_LONG (the field, max) for a text that is longer than the form takes, INVALID (the field) for one that
 * the database can't take.
 */
function refuseOddTexts(schema: z.ZodType, form: unknown): Record<never, never> {
  if (!(form instanceof FormData)) return {};
  const overlong = overlongText(schema, ownEntries(form));
  if (overlong) throw new AppError("TEXT_TOO_LONG", overlong.field, { max: overlong.max });
  const field = fieldWithNul(schema, ownEntries(form));
  if (field !== undefined) throw new AppError("INVALID", field);
  return {};
}

/** A posted form as its schema takes it: texts and files. */
function posted<Schema extends z.ZodType>(schema: Schema) {
  return z
    .instanceof(FormData)
    .transform(fieldsOf)
    .pipe(schema as z.ZodType<z.output<Schema>, Record<string, string | File>>);
}

function fieldsOf(form: FormData): Record<string, string | File> {
  return Object.fromEntries(ownEntries(form));
}

/** Without the fields of the framework and of the form itself. */
const ownEntries = (form: FormData) => [...form.entries()].filter(([name]) => !name.startsWith("$"));

type Result = { data?: Answer; serverError?: Refusal; validationErrors?: unknown };

function stateOf(schema: z.ZodType, result: Result, form: FormData): FormState {
  const values = Object.fromEntries(
    Object.entries(fieldsOf(form)).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string" && !SECRET_FIELD.test(entry[0]),
    ),
  );
  const files = Object.entries(fieldsOf(form)).flatMap(([name, value]) =>
    typeof value === "string" || value.size === 0 ? [] : [name],
  );
  const typed = { values, ...(files.length > 0 && { files }) };
  if (result.serverError) {
    const { field, conflict, ...error } = result.serverError;
    return {
      status: "error",
      ...typed,
      ...(conflict && { conflict }),
      ...(field ? { fieldErrors: { [field]: error } } : { formError: error }),
    };
  }
  if (result.validationErrors) {
    const fieldErrors = fieldErrorsOf(result.validationErrors);
    const proposed = proposalOf(schema, values);
    return {
      status: "error",
      ...typed,
      ...(proposed && { proposed, values: { ...values, ...proposed } }),
      fieldErrors,
    };
  }
  return result.data ?? { status: "success" };
}

/** next-safe-action's tree of zod messages, which are our codes, as one error a field. */
function fieldErrorsOf(tree: unknown): Record<string, FormError> {
  const errors: Record<string, FormError> = {};
  for (const [field, branch] of Object.entries(tree as Record<string, { _errors?: string[] }>)) {
    const code = branch?._errors?.[0];
    if (code) errors[field] = { code };
  }
  return errors;
}

/** What the user reads: the refusal itself, or for an unknown error the number it was logged under. */
async function refusalOf(error: unknown): Promise<Refusal> {
  if (error instanceof AppError) {
    const { code, field, values } = error;
    await countRefusalOf(code, requestInfo);
    const conflict = error instanceof VersionConflict ? error.current : undefined;
    return { code, ...(values && { values }), ...(field && { field }), ...(conflict && { conflict }) };
  }
  const requestId = (await headers()).get(REQUEST_ID_HEADER) ?? "-";
  if (error instanceof DatabaseUnavailableError) {
    log.error({ err: error.cause, requestId }, "an action found no database that works");
    return { code: "UNAVAILABLE" };
  }
  log.error({ err: error, requestId }, "an action failed");
  return { code: "UNEXPECTED", values: { requestId } };
}
