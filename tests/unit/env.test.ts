import { resolve } from "node:path";
import { EnvError, isLoopbackHost, parseEnv } from "@/lib/env";
import { SELF_SIGNED } from "../support/smtp-stand-in";

const SECRET = "0123456789abcdef0123456789abcdef";
const ON_POSTGRES = {
  DATABASE_URL: "postgres://u:p@db:5432/backstay",
  AUTH_SECRET: SECRET,
  PROVIDER_NAME: "Northwind",
  PROVIDER_ADMIN_EMAIL: "admin@northwind.example",
  EMAIL_TRANSPORT: "smtp",
  SMTP_URL: "smtps://u:p@mail.example:465",
  EMAIL_FROM: "Northwind <portal@northwind.example>",
  APP_URL: "https://portal.northwind.example",
};

function problems(source: Record<string, string | undefined>): readonly string[] {
  try {
    parseEnv(source);
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
    throw error;
  }
  return [];
}

test("nothing needs to be set on the embedded database", () => {
  expect(parseEnv({})).toMatchObject({
    APP_URL: "http://localhost:3000",
    HOST: "127.0.0.1",
    PORT: 3000,
    TRUSTED_PROXIES: 0,
    DATA_DIR: resolve("data"),
    EMAIL_TRANSPORT: "mailbox",
    PROVIDER_LANGUAGE: "en",
    ACTIVATION_LINK_DAYS: 7,
    ACTIVATION_EMAILS_PER_RECIPIENT: 5,
    ACTIVATION_EMAILS_PER_COMPANY: 3000,
    RESET_LINK_HOURS: 24,
    EMAIL_CHANGE_LINK_HOURS: 24,
    LOG_LEVEL: "info",
  });
  expect(parseEnv({ PORT: "3103" }).APP_URL).toBe("http://localhost:3103");
});

test("an empty value counts as not set", () => {
  expect(parseEnv({ PORT: "", DATABASE_URL: "  ", AUTH_SECRET: "" }).PORT).toBe(3000);
});

test("a complete configuration on Postgres is taken", () => {
  expect(parseEnv(ON_POSTGRES)).toMatchObject({ EMAIL_TRANSPORT: "smtp", APP_URL: "https://portal.northwind.example" });
});

test.each(["AUTH_SECRET", "PROVIDER_NAME", "PROVIDER_ADMIN_EMAIL", "EMAIL_TRANSPORT"])(
  "%s is required with DATABASE_URL",
  (name) => {
    const found = problems({ ...ON_POSTGRES, [name]: undefined });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^${name} is required with DATABASE_URL`));
  },
);

test.each<[string, string, RegExp]>([
  ["APP_URL", "portal.example.com", /must be an address/],
  ["APP_URL", "ftp://portal.example.com", /must be an address/],
  ["APP_URL", "https://example.com/portal", /must not include a path/],
  ["APP_URL", "https://user:hunter2@portal.example.com", /must not include a user or password/],
  ["APP_URL", "https://*.example.com", /must have a host name/],
  ["APP_URL", "https://portal.example.com:0", /must have a port from 1/],
  ["APP_URL", "https://portal.example.com:70000", /must be an address/],
  ["APP_URL", "https://portal.example.com/?x=1", /must end before the \?/],
  ["HOST", "http://127.0.0.1", /must be an address to listen on/],
  ["HOST", "127.0.0.1:3000", /the port is set by PORT/],
  ["HOST", "portal example", /must be an address to listen on/],
  ["PORT", "0", /whole number from 1 to 65535/],
  ["PORT", "65536", /whole number from 1 to 65535/],
  ["PORT", "http", /whole number from 1 to 65535/],
  ["PORT", "3000.5", /whole number from 1 to 65535/],
  ["TRUSTED_PROXIES", "-1", /whole number from 0 to 10/],
  ["DATABASE_URL", "mysql://db/x", /must be a Postgres address/],
  ["DATABASE_POOL_SIZE", "1", /whole number from 2 to 200/],
  ["AUTH_SECRET", "short", /at least 32 random characters/],
  ["AUTH_SECRET_PREVIOUS", "short", /at least 32 random characters/],
  ["PROVIDER_ADMIN_EMAIL", "nobody", /must be the email address/],
  ["PROVIDER_ADMIN_EMAIL", "Admin <admin@example.com>", /and nothing else, e.g. admin@example.com/],
  ["PROVIDER_ADMIN_EMAIL", "a@example.com, b@example.com", /and nothing else/],
  ["PROVIDER_NAME", "a\u0007b", /must be the provider's company name/],
  ["PROVIDER_LANGUAGE", "xx", /must be one of en, de/],
  ["EMAIL_TRANSPORT", "pigeon", /must be mailbox, smtp or resend/],
  ["EMAIL_FROM", "a\r\nBcc: x@y.example", /must be "Name <address@example.com>"/],
  ["EMAIL_FROM", "Backstay portal@example.com", /put < and > around the address/],
  ["EMAIL_FROM", "a@example.com, b@example.com", /put < and > around the address/],
  ["EMAIL_FROM", "Backstay <portal@example.com", /put < and > around the address/],
  ["EMAIL_FROM", "Backstay <portal>", /must be "Name <address@example.com>"/],
  ["EMAIL_FROM", "Backstay <>", /must be "Name <address@example.com>"/],
  ["EMAIL_FROM", "Backstay <portal@exa mple.com>", /must be "Name <address@example.com>"/],
  ["EMAIL_FROM", "Backstay <pörtal@example.com>", /only ASCII .* in front of the @/],
  ["EMAIL_FROM", "\u202eevil <portal@example.com>", /must have a name/],
  ["RESEND_API_KEY", "re_key and more", /without spaces/],
  ["RESEND_API_KEY", "re_kéy", /only ASCII/],
  ["DNS_RESOLVER", "dns.example.com", /must be IP addresses of name servers/],
  ["DNS_RESOLVER", "127.0.0.1:70000", /must be IP addresses of name servers/],
  ["DNS_RESOLVER", "::1:53:", /must be IP addresses of name servers/],
  ["RESEND_WEBHOOK_SECRET", "re_123", /must be the signing secret .*whsec_/],
  ["RESEND_BASE_URL", "nowhere", /must be an address such as/],
  ["RESEND_BASE_URL", "https://user:hunter2@api.example.com", /must not include a user or password/],
  ["USAGE_API_KEY", `${SECRET} ${SECRET}`, /without spaces/],
  ["SMTP_URL", "http://mail", /must be an SMTP address/],
  ["SMTP_CA_FILE", "/nowhere/ca.pem", /must name a file that can be read/],
  ["SMTP_CA_FILE", "package.json", /certificates in PEM form/],
  ["HSTS_INCLUDE_SUBDOMAINS", "maybe", /must be true or false/],
  ["ACTIVATION_LINK_DAYS", "91", /whole number from 1 to 90/],
  ["ACTIVATION_EMAILS_PER_RECIPIENT", "0", /whole number from 1 to 1000/],
  ["ACTIVATION_EMAILS_PER_COMPANY", "1.5", /whole number from 1 to 1000000/],
  ["RESET_LINK_HOURS", "0", /whole number from 1 to 168/],
  ["EMAIL_CHANGE_LINK_HOURS", "169", /whole number from 1 to 168/],
  ["LOG_LEVEL", "loud", /must be trace, debug/],
])("%s=%s is named, with what it should be", (name, value, expected) => {
  const [problem, ...others] = problems({ ...ON_POSTGRES, [name]: value });
  expect(others).toEqual([]);
  expect(problem).toMatch(new RegExp(`^${name} `));
  expect(problem).toMatch(expected);
  expect(problem).not.toContain("hunter2");
});

test.each<[string, string, unknown]>([
  ["APP_URL", "https://portal.example.com/", "https://portal.example.com"],
  ["APP_URL", " https://PORTAL.example.com:443 ", "https://portal.example.com"],
  ["APP_URL", "https://portal.münchen.example", "https://portal.xn--mnchen-3ya.example"],
  ["APP_URL", "http://[::1]:3000", "http://[::1]:3000"],
  ["APP_URL", "https://backstay_web:8443", "https://backstay_web:8443"],
  ["DNS_RESOLVER", "192.0.2.53, [::1]:5353,127.0.0.1:5353,::1", ["192.0.2.53", "[::1]:5353", "127.0.0.1:5353", "::1"]],
  ["HOST", "::1", "::1"],
  ["HOST", "[::1]", "[::1]"],
  ["HOST", "fe80::1%eth0", "fe80::1%eth0"],
  ["HOST", "Portal.internal", "Portal.internal"],
  ["RESEND_BASE_URL", "https://api.example.com/resend/", "https://api.example.com/resend"],
  ["RESEND_API_KEY", "re_123_abc", "re_123_abc"],
  ["PROVIDER_ADMIN_EMAIL", "o'brien+x@example.com", "o'brien+x@example.com"],
])("%s=%s works", (name, value, expected) => {
  expect(parseEnv({ ...ON_POSTGRES, [name]: value })).toHaveProperty(name, expected);
});

test.each<[string, string | null, string]>([
  ["portal@example.com", null, "portal@example.com"],
  ["<portal@example.com>", null, "portal@example.com"],
  [" Backstay <portal@example.com> ", "Backstay", "portal@example.com"],
  ["Acme, Inc. <portal@example.com>", "Acme, Inc.", "portal@example.com"],
  ['"Acme, Inc." <portal@example.com>', "Acme, Inc.", "portal@example.com"],
  ['"The \\"Vault\\"" <portal@example.com>', 'The "Vault"', "portal@example.com"],
  ['The "Vault" <portal@example.com>', 'The "Vault"', "portal@example.com"],
  ["Fjord <Backup> (EU); x: <portal@example.com>", "Fjord <Backup> (EU); x:", "portal@example.com"],
  ["Müller & Söhne – 備份 <portal@example.com>", "Müller & Söhne – 備份", "portal@example.com"],
  ["a@b <portal@example.com>", "a@b", "portal@example.com"],
  ["Backstay <Portal+x/y@Münch.example>", "Backstay", "Portal+x/y@xn--mnch-0ra.example"],
  ["portal@mailhost", null, "portal@mailhost"],
])("EMAIL_FROM=%s works", (value, name, address) => {
  expect(parseEnv({ ...ON_POSTGRES, EMAIL_FROM: value }).EMAIL_FROM).toEqual({ name, address });
});

test.each<[string, Record<string, string | undefined>, string]>([
  [
    "subdomains keep to https only where the portal does",
    { APP_URL: "http://portal.example.com", HSTS_INCLUDE_SUBDOMAINS: "true" },
    "HSTS_INCLUDE_SUBDOMAINS",
  ],
  [
    "certificates are checked or not, not both",
    { SMTP_CA_FILE: SELF_SIGNED.cert, SMTP_URL: "smtps://mail.example:465?tls.rejectUnauthorized=false" },
    "SMTP_CA_FILE",
  ],
  ["smtp needs its address", { SMTP_URL: undefined }, "SMTP_URL"],
  ["smtp needs a sender", { EMAIL_FROM: undefined }, "EMAIL_FROM"],
  ["resend needs its key", { EMAIL_TRANSPORT: "resend" }, "RESEND_API_KEY"],
  ["the mailbox stays on this machine: APP_URL", { EMAIL_TRANSPORT: "mailbox" }, "EMAIL_TRANSPORT"],
  [
    "the mailbox stays on this machine: HOST",
    { EMAIL_TRANSPORT: "mailbox", APP_URL: "http://localhost", HOST: "0.0.0.0" },
    "EMAIL_TRANSPORT",
  ],
])("%s", (_name, change, variable) => {
  const found = problems({ ...ON_POSTGRES, ...change });
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(new RegExp(`^${variable} `));
});

test("all mistakes are reported together, and no value is repeated", () => {
  const found = problems({ PORT: "secret-1", DATABASE_URL: "secret-2", AUTH_SECRET: "secret-3" });
  expect(found.map((line) => line.split(" ")[0])).toEqual(["PORT", "DATABASE_URL", "AUTH_SECRET"]);
  expect(found.join()).not.toContain("secret-");
});

test.each([
  ["localhost", true],
  ["LOCALHOST", true],
  ["portal.localhost", true],
  ["127.0.0.1", true],
  ["::1", true],
  ["[::1]", true],
  ["0.0.0.0", false],
  ["localhost.example.com", false],
  ["10.0.0.1", false],
])("is %s this machine only: %s", (host, expected) => {
  expect(isLoopbackHost(host)).toBe(expected);
});
