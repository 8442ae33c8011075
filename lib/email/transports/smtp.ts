import { join } from "node:path";
import Piscina from "piscina";
import type { SmtpServer } from "@/lib/connection-url/smtp-url";
import { log } from "@/lib/log";
import { AUTOMATIC_HEADERS, type EmailTransport, mailboxOf, messageIdOf, TransportError } from "./contract";

/** How long each stage may take. All of it ends before the claim of the email does (claim-emails.ts). */
const LIMITS_MS = { connection: 10_000, silence: 30_000, whole: 90_000 };

/** How many connections at a time. Few, because mail servers count them. */
const MAX_THREADS = 4;

const registry = globalThis as { [POOL]?: Piscina };
const POOL = Symbol.for("backstay.smtp");

/** Threads for nodemailer, which throws past every handler when a server answers oddly (docs/decisions/0034). */
function pool(): Piscina {
  if (registry[POOL]) return registry[POOL];
  const threads = new Piscina({
    filename: join(/* turbopackIgnore: true */ process.cwd(), "lib", "email", "transports", "smtp-worker.mjs"),
    minThreads: 0,
    maxThreads: MAX_THREADS,
    idleTimeout: 30_000,
    // A thread that waits for its next email must not sleep: connections of the last one are still being closed.
    atomics: "disabled",
    resourceLimits: { maxOldGenerationSizeMb: 128 },
  });
  // A thread that ends after its email was accepted, while the connection is being closed, has no one to tell.
  threads.on("error", (error: unknown) => log.warn({ err: error }, "a mail thread ended"));
  registry[POOL] = threads;
  return threads;
}

/** Ends the threads. */
export async function closeSmtpPool(): Promise<void> {
  const open = registry[POOL];
  registry[POOL] = undefined;
  await open?.destroy();
}

type SmtpFailure = { code?: string; responseCode?: number; response?: string; command?: string; message?: string };

/** RFC 3463: 4.1 and 4.2 are about the recipient's address and mailbox. Graylisting has no code of its own. */
const ABOUT_RECIPIENT = /^4\d\d[ -]4\.[12]\.|gr[ae]y-?list/i;

/** Nodemailer's errors: `code` tells the stage, `responseCode` and `response` what the server answered. */
function smtpError({ code = "", responseCode, response, command, message }: SmtpFailure): TransportError {
  // Without a number the server said nothing that could be read; then nodemailer knows more.
  const detail = responseCode === undefined ? message : response;
  if (responseCode !== undefined && responseCode >= 400 && responseCode < 500) {
    const onlyRecipient = command === "RCPT TO" && ABOUT_RECIPIENT.test(response ?? "");
    return new TransportError("busy", { permanent: false, detail, onlyRecipient });
  }
  if (code === "EAUTH" || code === "ENOAUTH" || responseCode === 530 || responseCode === 535) {
    // Credentials are put right by an administrator; the email should go out then.
    return new TransportError("sign_in_refused", { permanent: false, detail });
  }
  const aboutThisEmail = code === "EENVELOPE" || code === "EMESSAGE";
  if (responseCode !== undefined || aboutThisEmail) {
    return new TransportError("refused", { permanent: aboutThisEmail, detail });
  }
  return new TransportError("unreachable", { permanent: false, detail });
}

/** Sends through an SMTP server, from threads of its own. */
export function smtpTransport(server: SmtpServer, limitsMs = LIMITS_MS): EmailTransport {
  const options = {
    ...server,
    connectionTimeout: limitsMs.connection,
    greetingTimeout: limitsMs.connection,
    socketTimeout: limitsMs.silence,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  return {
    async send(email) {
      const { to, from, subject, html, text, headers } = email;
      const messageId = messageIdOf(email);
      const message = {
        from: mailboxOf(from),
        subject,
        html,
        text,
        to: mailboxOf({ name: null, address: to }),
        messageId,
        headers: { ...AUTOMATIC_HEADERS, ...headers },
      };
      const failure = await runInThread({ options, message }, limitsMs.whole);
      if (failure) throw smtpError(failure);
      return { providerId: messageId };
    },
  };
}

async function runInThread(task: object, limitMs: number): Promise<SmtpFailure | null> {
  const deadline = AbortSignal.timeout(limitMs);
  try {
    return (await pool().run(task, { name: "send", signal: deadline })) as SmtpFailure | null;
  } catch (error) {
    if (deadline.aborted) return { message: `no end after ${limitMs / 1000} seconds` };
    log.error({ err: error }, "an email made its thread end");
    const detail = error instanceof Error ? error.message : null;
    throw new TransportError("transport", { permanent: false, detail, cause: error });
  }
}
