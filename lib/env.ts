import { resolve } from "node:path";
import { z } from "zod";
import { readCertificates } from "./connection-url/certificates";
import { ConnectionUrlError } from "./connection-url/connection-url";
import { readDatabaseUrl } from "./connection-url/database-url";
import { readNameServers } from "./connection-url/name-servers";
import { readSmtpUrl } from "./connection-url/smtp-url";
import { readApiUrl, readListenHost, readOrigin } from "./connection-url/web-url";
import { emailSchema } from "./fields/email";
import { nameSchema } from "./fields/name";
import { readSender, SenderError } from "./fields/sender";
import { LANGUAGES } from "./vocabulary";

const LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]", "::1"];

/** True when a host name (as in a URL or a Host header, without port) means this machine only. */
export function isLoopbackHost(hostname: string): boolean {
  return LOOPBACK_HOSTS.includes(hostname.toLowerCase()) || hostname.toLowerCase().endsWith(".localhost");
}

const wholeNumber = (min: number, max: number) =>
  z.coerce
    .number({ error: `must be a whole number from ${min} to ${max}` })
    .int(`must be a whole number from ${min} to ${max}`)
    .min(min, `must be a whole number from ${min} to ${max}`)
    .max(max, `must be a whole number from ${min} to ${max}`);

export const SECRET_MIN_CHARACTERS = 32;
const fits = (schema: z.ZodType) => (value: string) => schema.safeParse(value).success;

const secret = z
  .string()
  .min(SECRET_MIN_CHARACTERS, "must be at least 32 random characters, e.g. from: openssl rand -base64 33");

/** A key that travels in a header, which takes nothing else. */
const headerKey = (schema: z.ZodString) =>
  schema.regex(/^[!-~]+$/, "must have only ASCII letters, digits and signs, without spaces");

/** A value that its reader understands; the reader says itself what is wrong with one that it doesn't, and repeats no secret. */
const readBy = <Value>(read: (text: string) => Value) =>
  z.string().transform((text, context) => {
    try {
      return read(text);
    } catch (error) {
      if (!(error instanceof ConnectionUrlError || error instanceof SenderError)) throw error;
      context.addIssue({ code: "custom", message: error.message });
      return z.NEVER;
    }
  });

/** Likewise, where the value stays as it is: those who connect read it. */
const readableBy = (read: (text: string) => unknown) =>
  readBy((text) => {
    read(text);
    return text;
  });

const variables = z.object({
  APP_URL: readBy(readOrigin).optional(),
  HOST: readBy(readListenHost).default("127.0.0.1"),
  PORT: wholeNumber(1, 65535).default(3000),
  HSTS_INCLUDE_SUBDOMAINS: z.stringbool({ error: "must be true or false" }).default(false),
  TRUSTED_PROXIES: wholeNumber(0, 10).default(0),
  DATA_DIR: z
    .string()
    .min(1, "must be a folder")
    .default("data")
    .transform((value) => resolve(/* turbopackIgnore: true */ value)),
  DATABASE_URL: readableBy(readDatabaseUrl).optional(),
  DATABASE_POOL_SIZE: wholeNumber(2, 200).default(10),
  AUTH_SECRET: secret.optional(),
  AUTH_SECRET_PREVIOUS: secret.optional(),
  PROVIDER_NAME: z
    .string()
    .refine(fits(nameSchema), "must be the provider's company name, with at most 255 characters")
    .optional(),
  PROVIDER_ADMIN_EMAIL: z
    .string()
    .refine(
      fits(emailSchema),
      "must be the email address of the first administrator and nothing else, e.g. admin@example.com",
    )
    .optional(),
  PROVIDER_LANGUAGE: z.enum(LANGUAGES, `must be one of ${LANGUAGES.join(", ")}`).default("en"),
  EMAIL_TRANSPORT: z.enum(["mailbox", "smtp", "resend"], "must be mailbox, smtp or resend").optional(),
  EMAIL_FROM: readBy(readSender).optional(),
  RESEND_API_KEY: headerKey(z.string()).optional(),
  RESEND_BASE_URL: readBy(readApiUrl).optional(),
  RESEND_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, "must be the signing secret of the webhook at resend.com: whsec_…")
    .optional(),
  SMTP_URL: readableBy(readSmtpUrl).optional(),
  SMTP_CA_FILE: readableBy(readCertificates).optional(),
  DNS_RESOLVER: readBy(readNameServers).optional(),
  ACTIVATION_LINK_DAYS: wholeNumber(1, 90).default(7),
  ACTIVATION_EMAILS_PER_RECIPIENT: wholeNumber(1, 1000).default(5),
  ACTIVATION_EMAILS_PER_COMPANY: wholeNumber(1, 1_000_000).default(3000),
  RESET_LINK_HOURS: wholeNumber(1, 168).default(24),
  EMAIL_CHANGE_LINK_HOURS: wholeNumber(1, 168).default(24),
  AUDIT_RETENTION_DAYS: wholeNumber(30, 3650).default(180),
  USAGE_API_KEY: headerKey(secret).optional(),
  PSEUDO_LANGUAGE: z.stringbool({ error: "must be true or false" }).default(false),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "silent"], "must be trace, debug, info, warn, error or silent")
    .default("info"),
});

/** Fills in what follows from other values, and refuses combinations that cannot work or would not be safe. */
const settings = variables.transform((value, context) => {
  const embedded = value.DATABASE_URL === undefined;
  const appUrl = value.APP_URL ?? `http://localhost:${value.PORT}`;
  const transport = value.EMAIL_TRANSPORT ?? (embedded ? "mailbox" : undefined);
  const need = (name: keyof typeof value | "EMAIL_FROM", why: string) => {
    if (value[name] === undefined) context.addIssue({ code: "custom", path: [name], message: why });
  };

  if (!embedded) {
    need(
      "AUTH_SECRET",
      "is required with DATABASE_URL: at least 32 random characters, e.g. from: openssl rand -base64 33",
    );
    need("PROVIDER_NAME", "is required with DATABASE_URL: the provider's company name");
    need("PROVIDER_ADMIN_EMAIL", "is required with DATABASE_URL: the email address of the first administrator");
    need("EMAIL_TRANSPORT", "is required with DATABASE_URL: smtp or resend (or mailbox, only on your own machine)");
  }
  if (transport === "smtp") need("SMTP_URL", "is required with EMAIL_TRANSPORT=smtp: smtps://user:password@host:465");
  if (transport === "resend")
    need("RESEND_API_KEY", "is required with EMAIL_TRANSPORT=resend: the API key from resend.com");
  if (transport === "smtp" || transport === "resend") {
    need("EMAIL_FROM", 'is required to send email: "Name <address@example.com>"');
  }
  if (transport === "mailbox") {
    if (!isLoopbackHost(new URL(appUrl).hostname)) {
      context.addIssue({
        code: "custom",
        path: ["EMAIL_TRANSPORT"],
        message: `must be smtp or resend when APP_URL is not on this machine (${appUrl}): anyone could read the local mailbox`,
      });
    }
    if (!isLoopbackHost(value.HOST)) {
      context.addIssue({
        code: "custom",
        path: ["EMAIL_TRANSPORT"],
        message: `must be smtp or resend when HOST is not a loopback address (${value.HOST}): anyone could read the local mailbox`,
      });
    }
  }
  if (value.SMTP_CA_FILE && value.SMTP_URL && readSmtpUrl(value.SMTP_URL).tls?.rejectUnauthorized === false) {
    context.addIssue({
      code: "custom",
      path: ["SMTP_CA_FILE"],
      message: "must not be set with tls.rejectUnauthorized=false in SMTP_URL, which accepts any certificate",
    });
  }
  if (value.HSTS_INCLUDE_SUBDOMAINS && !appUrl.startsWith("https:")) {
    context.addIssue({
      code: "custom",
      path: ["HSTS_INCLUDE_SUBDOMAINS"],
      message: "must be false unless APP_URL begins with https: browsers ignore it over http",
    });
  }
  if (value.PSEUDO_LANGUAGE && !isLoopbackHost(new URL(appUrl).hostname)) {
    context.addIssue({
      code: "custom",
      path: ["PSEUDO_LANGUAGE"],
      message: `must be false when APP_URL is not on this machine (${appUrl}): users couldn't read their pages`,
    });
  }
  return {
    ...value,
    APP_URL: appUrl,
    EMAIL_TRANSPORT: transport ?? ("smtp" as const),
    EMAIL_FROM: value.EMAIL_FROM ?? { name: "Backstay", address: "backstay@localhost.localdomain" },
    PROVIDER_NAME: value.PROVIDER_NAME ?? "Backstay Provider",
    PROVIDER_ADMIN_EMAIL: value.PROVIDER_ADMIN_EMAIL ?? "admin@example.com",
  };
});

export type Env = z.output<typeof settings>;

/** A configuration that cannot work. The message has one line a variable: its name and what it should be. */
export class EnvError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`These settings need attention:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.name = "EnvError";
  }
}

/**
 * Parses a set of environment variables; an empty value counts as not set.
 * @throws EnvError naming every variable that is missing or malformed, never its value.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const result = settings.safeParse(filled);
  if (result.success) return result.data;
  throw new EnvError(result.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`));
}

/** Where the installation's own files are. For commands that find the running portal there, whatever else is configured. */
export function dataFolder({ DATA_DIR }: Record<string, string | undefined>): string {
  return variables.shape.DATA_DIR.parse(DATA_DIR?.trim() ? DATA_DIR : undefined);
}

/** True under `npm run dev`. The compiler puts the value in, so production code holds no trace of the other branch. */
export const DEVELOPMENT = process.env.NODE_ENV === "development";

let parsed: Env | undefined;

/** The configuration of this process, parsed once. The only reader of process.env. @throws EnvError */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

/** Forgets what was parsed, so that the next `env()` reads process.env again. For tests and the start command. */
export function resetEnv(): void {
  parsed = undefined;
}
