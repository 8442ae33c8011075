import { readFileSync } from "node:fs";
import { ConnectionUrlError } from "@/lib/connection-url/connection-url";
import { readDatabaseUrl } from "@/lib/connection-url/database-url";
import { readSmtpUrl } from "@/lib/connection-url/smtp-url";

/** What a reader says of an address that it refuses. */
function refusalOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof ConnectionUrlError) return error.message;
    throw error;
  }
  return "";
}

const ODD_PASSWORDS: [string, string][] = [
  ["pa%ss", "pa%ss"],
  ["100%", "100%"],
  ["pa#ss", "pa#ss"],
  ["p/w", "p/w"],
  ["p?w", "p?w"],
  ["p@w", "p@w"],
  ["p:w", "p:w"],
  ["p%40w", "p@w"],
  ["p%25w", "p%w"],
  ["%ff", "%ff"],
  ["p[w]", "p[w]"],
  ["p w", "p w"],
];

describe.each(ODD_PASSWORDS)("the password %s", (written, meant) => {
  test("reaches Postgres", () => {
    expect(readDatabaseUrl(`postgres://user:${written}@127.0.0.1:5433/db?sslmode=disable`)).toMatchObject({
      host: ["127.0.0.1"],
      port: [5433],
      username: "user",
      password: meant,
      database: "db",
    });
  });

  test("reaches the mail server", () => {
    expect(readSmtpUrl(`smtps://user:${written}@mail.example.com:465`)).toEqual({
      host: "mail.example.com",
      port: 465,
      secure: true,
      auth: { user: "user", pass: meant },
    });
  });
});

describe("DATABASE_URL", () => {
  const read = (query: string) => readDatabaseUrl(`postgres://u:p@db/x?${query}`, (path) => `content of ${path}`);

  test.each<[string, object]>([
    ["", { ssl: false, prepares: true, port: [5432], connection: {} }],
    ["sslmode=disable", { ssl: false }],
    ["sslmode=prefer", { ssl: "prefer" }],
    ["sslmode=require", { ssl: { rejectUnauthorized: false } }],
    ["sslmode=require&sslrootcert=/ca", { ssl: { rejectUnauthorized: true, ca: "content of /ca" } }],
    ["sslmode=verify-ca&sslrootcert=/ca", { ssl: { rejectUnauthorized: true, ca: "content of /ca" } }],
    ["sslrootcert=system", { ssl: { rejectUnauthorized: true } }],
    ["sslmode=verify-full&sslrootcert=/ca", { ssl: { rejectUnauthorized: true, ca: "content of /ca" } }],
    ["sslmode=verify-full&sslcert=/c&sslkey=/k", { ssl: { cert: "content of /c", key: "content of /k" } }],
    ["channel_binding=prefer", { ssl: false }],
    ["schema=public", {}],
    ["pgbouncer=true", { prepares: false }],
    ["connect_timeout=10", { connectTimeoutSeconds: 10 }],
    ["application_name=portal", { connection: { application_name: "portal" } }],
    ["options=-c%20search_path%3Dpublic", { connection: { options: "-c search_path=public" } }],
    ["target_session_attrs=read-write", { targetSessionAttrs: "read-write" }],
    ["target_session_attrs=any", {}],
    ["keepalives_idle=30", {}],
    ["statement_timeout=5000", { connection: { statement_timeout: "5000" } }],
  ])("?%s works", (query, expected) => {
    expect(read(query)).toMatchObject(expected);
  });

  test("only verify-full checks the server's name", () => {
    expect(read("sslmode=verify-full").ssl).toEqual({ rejectUnauthorized: true });
    expect(read("sslmode=verify-ca").ssl).toHaveProperty("checkServerIdentity");
  });

  test.each([
    ["channel_binding=require", /"channel_binding".*remove it and use sslmode=verify-full/],
    ["schema=other", /"schema".*remove it/],
    ["sslmode=always", /sslmode: disable, allow/],
    ["connection_limit=5", /DATABASE_POOL_SIZE/],
    ["connect_timeout=soon", /number of seconds/],
    ["constructor=x", /"constructor".*remove it/],
    ["port=0", /port from 1 to 65535/],
  ])("?%s is named, with what to do", (query, expected) => {
    expect(refusalOf(() => read(query))).toMatch(expected);
  });

  test("several hosts, a socket, an IPv6 address", () => {
    expect(readDatabaseUrl("postgres://postgres@localhost:5432,127.0.0.1:5433/db")).toMatchObject({
      host: ["localhost", "127.0.0.1"],
      port: [5432, 5433],
    });
    expect(readDatabaseUrl("postgresql:///db?host=/var/run/postgresql&user=postgres")).toMatchObject({
      host: ["/var/run/postgresql"],
      username: "postgres",
      database: "db",
    });
    expect(readDatabaseUrl("postgres://u:p@[::1]:5433/db")).toMatchObject({ host: ["::1"], port: [5433] });
  });

  test("a certificate that can't be read is named, not its path's content", () => {
    const url = "postgres://u:secret@db/x?sslmode=verify-full&sslrootcert=/nowhere";
    const refusal = refusalOf(() => readDatabaseUrl(url, (path) => readFileSync(path, "utf8")));
    expect(refusal).toMatch(/sslrootcert.*can't be read/);
    expect(refusal).not.toContain("secret");
  });

  test.each(["mysql://db/x", "db.example.com", "postgres://u:secret@db:70000/x", "postgres://u:secret@"])(
    "%s is refused or means this machine, and no secret is repeated",
    (url) => {
      const refusal = refusalOf(() => readDatabaseUrl(url));
      expect(refusal).not.toContain("secret");
      expect(url.endsWith("@") || refusal.startsWith("must ")).toBe(true);
    },
  );
});

describe("SMTP_URL", () => {
  test("with options of TLS, without a user, with an IPv6 address", () => {
    expect(readSmtpUrl("smtp://mail.example.com?requireTLS=true&tls.rejectUnauthorized=false")).toEqual({
      host: "mail.example.com",
      secure: false,
      requireTLS: true,
      tls: { rejectUnauthorized: false },
    });
    expect(readSmtpUrl("smtp://[::1]:2525/")).toMatchObject({ host: "::1", port: 2525 });
  });

  test.each([
    ["smtp://", /must be an SMTP address/],
    ["smtps://user@mail.example.com", /both user and password/],
    ["smtps://user:secret@mail.example.com:0", /port from 1/],
    ["smtps://user:secret@mail.example.com:smtp", /must have a host and a port/],
    ["smtps://user:secret@mail.example.com/inbox", /must be an SMTP address/],
    ["smtps://user:secret@mail.example.com?pool=true", /"pool".*remove/],
    ["smtps://user:secret@mail.example.com?requireTLS=yes", /requireTLS=true or/],
    ["http://mail.example.com", /must be an SMTP address/],
  ])("%s is refused, with what to do", (url, expected) => {
    const refusal = refusalOf(() => readSmtpUrl(url));
    expect(refusal).toMatch(expected);
    expect(refusal).not.toContain("secret");
  });
});
