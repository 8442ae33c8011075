"use client";

import { unstable_rethrow } from "next/navigation";
import {
  type ChangeEvent,
  type FormEvent,
  useActionState,
  useEffect,
  useId,
  useRef,
  useState,
  useTransition,
} from "react";
import { type FieldValues, get, type Resolver, useForm } from "react-hook-form";
import type { z } from "zod";
import { useHydrated } from "@/components/ui/use-hydrated";
import { type FormAction, type FormError, type FormState, IDLE, proposalOf } from "@/lib/form/model";
import { formEntries } from "./form-entries";
import { contentsOf, keepForReload, restoreAfterReload } from "./kept-for-reload";
import { type Trouble, troubleOf } from "./trouble";
import { useErrorText } from "./use-error-text";

export type LazySchema = () => Promise<z.ZodType>;

type UseServerFormOptions = {
  action: FormAction;
  /**
   * Checks in the browser before anything is sent; transforms are ignored, the raw form is posted. Comes by `import()`, with
   * the first change to the form: no page waits for it, and without it the server judges alone.
   */
  schema?: LazySchema;
  /** Empties the form after a success that stays on the page, e.g. a changed password. */
  resetOnSuccess?: boolean;
  /** What the fields begin with in place of their own defaults and the server's answer: what was typed before. */
  values?: Readonly<Record<string, string>>;
  /** Called when the answer leads to another page, which is the success of forms that do not stay. */
  onRedirect?: () => void;
};

type Kind = {
  /** Never filled from the server's answer. */
  secret?: boolean;
  /** Picked and not typed: its value is a word of ours. */
  choice?: boolean;
};
type FieldOptions = Kind & { defaultValue?: string };

/** A field as the form knows it, in the order of rendering, which is the order of the error summary. */
type KnownField = Kind & { name: string; id: string; label: string };

/** Browser-side checks as react-hook-form wants them, over what the form really holds. */
function formResolver(load: LazySchema, form: () => HTMLFormElement | null): Resolver<FieldValues> {
  return async (values, context, options) => {
    const resolve = await loadResolver(load);
    const element = form();
    return resolve ? resolve(element ? formEntries(element) : values, context, options) : { values, errors: {} };
  };
}

/** Null when it cannot be loaded: a lost connection, or a newer version on the server, must not keep a form from being sent. */
async function loadResolver(load: LazySchema): Promise<Resolver<FieldValues> | null> {
  try {
    const [schema, { zodResolver }] = await Promise.all([load(), import("@hookform/resolvers/zod")]);
    return zodResolver(schema as z.ZodType<FieldValues, FieldValues>) as Resolver<FieldValues>;
  } catch {
    return null;
  }
}

/**
 * The one way a form talks to its server action. Without JavaScript the browser posts the form and the answer is rendered
 * with the page; with it the schema is checked first, the form is posted in a transition, and what was typed stays.
 */
export function useServerForm({ action, schema, resetOnSuccess, values, onRedirect }: UseServerFormOptions) {
  const [posted, formAction] = useActionState(action, IDLE);
  const [answer, setAnswer] = useState<FormState>();
  const [edited, setEdited] = useState<ReadonlySet<string>>(new Set());
  const [attempt, setAttempt] = useState(0);
  const [checked, setChecked] = useState<readonly string[]>([]);
  const [pending, startTransition] = useTransition();
  const ref = useRef<HTMLFormElement>(null);
  const initial = useRef<readonly string[]>([]);
  const [restored, setRestored] = useState(false);
  const [waiting, setWaiting] = useState<{ submitter: HTMLButtonElement | null } | null>(null);
  const hydrated = useHydrated();
  const formId = useId();
  const errorText = useErrorText();
  const state = answer ?? posted;
  const given = values ?? state.values;

  const { register, handleSubmit, trigger, reset, setValue, formState } = useForm<FieldValues>({
    resolver: schema && formResolver(schema, () => ref.current),
    shouldFocusError: false,
  });
  const { errors, isSubmitted } = formState;

  function fillIn(proposed: Readonly<Record<string, string>> | null | undefined) {
    for (const [name, value] of Object.entries(proposed ?? {})) setValue(name, value, { shouldDirty: true });
  }

  /** What the schema proposes where what was typed can't be used, as the server's answer would have it. */
  async function propose() {
    const judge = await schema?.().catch(() => null);
    if (judge && ref.current) fillIn(proposalOf(judge, formEntries(ref.current)));
  }

  useEffect(() => {
    if (!ref.current) return;
    initial.current = contentsOf(ref.current);
    setRestored(restoreAfterReload(ref.current));
  }, []);

  // What was sent while there was no connection goes out with the next one.
  useEffect(() => {
    if (!waiting) return;
    const send = () => {
      setWaiting(null);
      const { submitter } = waiting;
      ref.current?.requestSubmit(submitter?.form === ref.current ? submitter : null);
    };
    window.addEventListener("online", send);
    return () => window.removeEventListener("online", send);
  }, [waiting]);

  /** What the form says in place of the action's answer. */
  function refuseFor(code: Trouble): FormState {
    if (code === "NEWER_VERSION" && ref.current) keepForReload(ref.current, initial.current);
    return { status: "error", formError: { code } };
  }

  /** Calls the action itself rather than through useActionState: a lost connection must not cost what was typed. */
  async function post(data: FormData) {
    const next = await action(state, data).catch((error: unknown): FormState => {
      try {
        unstable_rethrow(error);
      } catch (navigation) {
        onRedirect?.();
        throw navigation;
      }
      return refuseFor(troubleOf(error));
    });
    startTransition(() => {
      setAnswer(next);
      setEdited(new Set());
      fillIn(next.proposed);
      setAttempt((count) => count + 1);
      if (next.status === "success" && resetOnSuccess) {
        ref.current?.reset();
        reset(undefined, { keepValues: true });
      }
    });
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const submitter = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null;
    const data = new FormData(event.currentTarget, submitter);
    const send = () => (navigator.onLine ? startTransition(() => post(data)) : waitForConnection(submitter));
    const refuse = async () => {
      await propose();
      setAttempt((count) => count + 1);
    };
    void handleSubmit(send, refuse)();
  }

  function waitForConnection(submitter: HTMLButtonElement | null) {
    setWaiting({ submitter });
    setAnswer(refuseFor("OFFLINE"));
    setAttempt((count) => count + 1);
  }

  function errorOf(name: string): string | undefined {
    const mistake: { message?: string } | undefined = get(errors, name);
    if (mistake) return errorText({ code: mistake.message ?? "INVALID" });
    if (edited.has(name)) return undefined;
    // With scripts the form stays as it is, files included; an answer that came with the page has none.
    const lost = answer === undefined && posted.files?.includes(name);
    const answered: FormError | undefined = state.fieldErrors?.[name] ?? (lost ? { code: "FILE_AGAIN" } : undefined);
    return answered && errorText(answered);
  }

  /** Judges some fields before the form is sent, as a step of it; from then on they are judged with every change. */
  async function check(names: readonly string[]): Promise<boolean> {
    setChecked([...new Set([...checked, ...names])]);
    const fine = await trigger([...names]);
    if (!fine) {
      await propose();
      setAttempt((count) => count + 1);
    }
    return fine;
  }

  const fields: KnownField[] = [];

  /** What every control needs, whatever it holds. */
  function control(name: string, label: string, kind: Kind) {
    const id = `${formId}-${name}`;
    if (!fields.some((known) => known.name === name)) fields.push({ name, id, label, ...kind });
    const registered = register(name);
    return {
      id,
      name,
      label,
      error: errorOf(name),
      ref: registered.ref,
      onBlur: registered.onBlur,
      onChange: (event: ChangeEvent<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>) => {
        void registered.onChange(event);
        if (state.fieldErrors?.[name] || state.files?.includes(name)) setEdited(new Set([...edited, name]));
        // All fields, not this one alone: "the two passwords differ" belongs to a field that was not touched.
        if (isSubmitted && schema) void trigger();
        else if (checked.includes(name)) void trigger([...checked]);
      },
    };
  }

  /** Props of a text field, password, select or radio group. */
  function field(name: string, label: string, { defaultValue, ...kind }: FieldOptions = {}) {
    return { ...control(name, label, kind), defaultValue: kind.secret ? undefined : (given?.[name] ?? defaultValue) };
  }

  /** Props of a checkbox: an unticked one is missing from what was posted. */
  function checkbox(name: string, label: string, defaultChecked = false) {
    return {
      ...control(name, label, { choice: true }),
      defaultChecked: given ? ["on", "true"].includes(given[name] ?? "") : defaultChecked,
    };
  }

  return {
    state,
    pending,
    /** Whether JavaScript runs in this page by now. */
    hydrated,
    /** Counts finished submissions; a new number puts a new error summary on the page. */
    attempt,
    fields: fields as readonly KnownField[],
    field,
    checkbox,
    errorOf,
    check,
    /** Names with a mistake that no field of this form shows. */
    otherErrors: () => [...new Set([...Object.keys(errors), ...Object.keys(state.fieldErrors ?? {})])],
    formError: state.formError && errorText(state.formError),
    /** Whether the form began with what was typed before a reload that it asked for. */
    restored,
    /** This page as the server has it now. */
    reloadHref: hydrated ? `${location.pathname}${location.search}` : undefined,
    formProps: {
      ref,
      action: formAction,
      onSubmit,
      onInput: () => void (schema && loadResolver(schema)),
      noValidate: hydrated,
    },
  };
}

export type ServerFormApi = ReturnType<typeof useServerForm>;
