import { and, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { Webhook, WebhookVerificationError } from "standardwebhooks";
import { z } from "zod";
import { asSystem } from "@/db";
import { emails } from "@/db/tables";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { type DeliveryFailure, formatDeliveryError, parseDeliveryError } from "./model";
import { TransportError } from "./transports/contract";
import { ID_TAG } from "./transports/resend";

type HeaderReader = { get(name: string): string | null };

/**
 * Reads what Resend reports, signed as standardwebhooks.com says: not altered, and not older than five minutes.
 * @param body as it came.
 * @throws AppError NOT_FOUND while no secret is configured, FORBIDDEN without a signature that fits.
 */
export function readResendEvent(body: string, headers: HeaderReader): unknown {
  const { RESEND_WEBHOOK_SECRET: secret } = env();
  if (secret === undefined) throw new AppError("NOT_FOUND");
  const signed = Object.fromEntries(
    ["id", "timestamp", "signature"].map((name) => [`webhook-${name}`, headers.get(`svix-${name}`) ?? ""]),
  );
  try {
    return new Webhook(secret).verify(body, signed);
  } catch (error) {
    if (error instanceof WebhookVerificationError) throw new AppError("FORBIDDEN");
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const explained = z.object({ message: z.string() }).optional().catch(undefined);

const eventSchema = z.object({
  type: z.string(),
  data: z.object({
    email_id: z.string().min(1).max(200),
    tags: z.record(z.string(), z.string()).catch({}).default({}),
    bounce: explained,
    suppressed: explained,
    failed: z.object({ reason: z.string() }).optional().catch(undefined),
  }),
});

type EventData = z.output<typeof eventSchema>["data"];
type Outcome = { status: "delivered" } | { status: "failed"; failure: DeliveryFailure; detail: string | undefined };

/** What happened to an email, by the type of event; nothing that the other types report is shown. */
const OUTCOMES: Readonly<Record<string, (data: EventData) => Outcome>> = {
  "email.delivered": () => ({ status: "delivered" }),
  "email.failed": ({ failed }) => ({ status: "failed", failure: "refused", detail: failed?.reason }),
  "email.bounced": ({ bounce }) => ({ status: "failed", failure: "bounced", detail: bounce?.message }),
  // Resend sends nothing to an address that bounced or complained before.
  "email.suppressed": ({ suppressed }) => ({ status: "failed", failure: "bounced", detail: suppressed?.message }),
  "email.complained": () => ({ status: "failed", failure: "complained", detail: undefined }),
};

/** Only what says more than what is known counts, so the order of events and their repetition make no difference. */
const SAYS_MORE: Partial<Record<DeliveryFailure, number>> = { refused: 2, bounced: 3, complained: 4 };

/**
 * Writes down what Resend reports about an email that it accepted. Events about emails of others, of types that tell nothing, and those
 * that say no more than what is known change nothing.
 * @returns whether something has changed.
 */
export async function recordResendEvent(event: unknown): Promise<boolean> {
  const parsed = eventSchema.safeParse(event);
  if (!parsed.success) {
    log.warn("an event of Resend could not be read");
    return false;
  }
  const { type, data } = parsed.data;
  const outcome = Object.hasOwn(OUTCOMES, type) ? OUTCOMES[type]?.(data) : undefined;
  if (!outcome) return false;
  return asSystem("delivery events", async (tx) => {
    const [email] = await tx
      .select({ id: emails.id, status: emails.status, lastError: emails.lastError, providerId: emails.providerId })
      .from(emails)
      .where(or(acceptedAs(data.email_id), acceptedUnseen(data.tags[ID_TAG])))
      .for("update");
    if (!email || weightOf(outcome) <= known(email)) return false;
    const lastError = outcome.status === "delivered" ? null : formatDeliveryError(errorOf(outcome));
    await tx
      .update(emails)
      .set({
        status: outcome.status,
        lastError,
        providerId: data.email_id,
        lockedUntil: null,
        sentAt: sql`coalesce(${emails.sentAt}, now())`,
      })
      .where(eq(emails.id, email.id));
    log.info({ emailId: email.id, type }, "an email's delivery was reported");
    return true;
  });
}

/** Not one that has been put into the queue again since: what is said of its first sending no longer matters. */
const acceptedAs = (providerId: string) =>
  and(eq(emails.providerId, providerId), inArray(emails.status, ["sent", "delivered", "failed"]));

/** Accepted, but the answer hasn't come yet or was lost. */
function acceptedUnseen(id: string | undefined) {
  if (!z.uuid().safeParse(id).success) return undefined;
  return and(eq(emails.id, id ?? ""), isNull(emails.providerId));
}

const weightOf = (outcome: Outcome) => (outcome.status === "delivered" ? 1 : (SAYS_MORE[outcome.failure] ?? 0));

/** How much is known of an email after its acceptance. One that seemed to fail and was accepted all the same starts at nothing. */
function known({
  status,
  lastError,
  providerId,
}: {
  status: string;
  lastError: string | null;
  providerId: string | null;
}) {
  if (status === "delivered") return 1;
  const failure = status === "failed" && providerId !== null ? parseDeliveryError(lastError)?.failure : undefined;
  return (failure && SAYS_MORE[failure]) ?? 0;
}

/** In one line and short, as errors of a transport are. */
function errorOf({ failure, detail }: Extract<Outcome, { status: "failed" }>): TransportError {
  return new TransportError(failure, { permanent: true, detail: detail ?? null });
}
