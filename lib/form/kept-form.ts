import { AsyncLocalStorage } from "node:async_hooks";
import { z } from "zod";
import type { ErrorCode } from "@/lib/errors";
import { type KeptForm, SECRET_FIELD, TYPED_FIELD } from "./model";

/** Why the page of a form does not come again, by the code that its action was refused with. */
const REASONS: Partial<Record<ErrorCode, KeptForm["reason"]>> = {
  SIGNED_OUT: "signedOut",
  TWO_FACTOR_DUE: "twoFactorDue",
  EULA_CHANGED: "agreementChanged",
  // One response for what isn't allowed and for what doesn't exist.
  FORBIDDEN: "gone",
  NOT_FOUND: "gone",
  TENANT_DISABLED: "gone",
  SELF_MANAGED: "gone",
  USER_DELETED: "gone",
  EULA_NO_DRAFT: "gone",
};

type Post = { form?: FormData; reason?: KeptForm["reason"] };

// The start command, proxy.ts and the pages each have their own copy of this module: a post is known to all of them here.
const POSTS = Symbol.for("backstay.posted-form");
const registry = globalThis as { [POSTS]?: AsyncLocalStorage<Post> };

function posts(): AsyncLocalStorage<Post> {
  registry[POSTS] ??= new AsyncLocalStorage();
  return registry[POSTS];
}

/** Runs what answers a form that was sent without JavaScript, so that what it carried can be given back. */
export function runPost<T>(run: () => T): T {
  return posts().run({}, run);
}

/**
 * Notes what such a form carries. Next doesn't pass on the framework's own fields, and without them it can't be sent
 * again.
 */
export async function notePostedForm(request: Request): Promise<void> {
  const post = posts().getStore();
  if (!post || !request.headers.get("content-type")?.startsWith("multipart/form-data")) return;
  // What cannot be read is Next's to refuse.
  post.form = await request.formData().catch(() => undefined);
}

/** Notes that an action was refused for something that its page may not survive. */
export function noteRefusal(code: string | undefined): void {
  const post = posts().getStore();
  const reason = REASONS[code as ErrorCode];
  if (post && reason) post.reason = reason;
}

/** More fields than any form of ours has, and longer labels: what is beyond was made up, to have a large page made of it. */
const MOST_ENTRIES = 200;
const labelsSchema = z.record(z.string(), z.string().max(200)).catch({});

/** What was typed into the form being answered, when its page would lead away from it; else null. */
export function keptForm(): KeptForm | null {
  const { form, reason } = posts().getStore() ?? {};
  const typed = form?.get(TYPED_FIELD);
  if (!form || !reason || typeof typed !== "string") return null;
  const sent = [...form.entries()];
  if (sent.length > MOST_ENTRIES) return null;
  const entries = sent.flatMap(([name, value]): [string, string][] => {
    if (typeof value !== "string") return [];
    // As if nothing had been typed: the form then asks for it.
    return [[name, SECRET_FIELD.test(name) ? "" : value]];
  });
  const secrets = sent.some(([name, value]) => typeof value === "string" && value !== "" && SECRET_FIELD.test(name));
  const files = sent.some(([, value]) => typeof value !== "string" && value.size > 0);
  return { reason, entries, texts: textsOf(entries, typed), secrets, files };
}

function textsOf(entries: [string, string][], typed: string): KeptForm["texts"] {
  const labels = new Map(Object.entries(labelsSchema.parse(jsonOf(typed))));
  return entries.flatMap(([name, text]) => {
    const label = labels.get(name);
    labels.delete(name);
    return label && text.trim() ? [{ label, text }] : [];
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
