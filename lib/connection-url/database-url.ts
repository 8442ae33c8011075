import { readFileSync } from "node:fs";
import type { ConnectionOptions } from "node:tls";
import { ConnectionUrlError, readConnectionUrl } from "./connection-url";

/** What DATABASE_URL says, as postgres.js takes it. */
export type DatabaseServer = {
  host: string[];
  port: number[];
  username?: string;
  password?: string;
  database?: string;
  ssl: false | "allow" | "prefer" | "require" | "verify-full" | ConnectionOptions;
  connectTimeoutSeconds?: number;
  targetSessionAttrs?: SessionAttrs;
  /** Parameters that Postgres gets when a connection begins. */
  connection: Record<string, string>;
  /** Whether queries may be prepared; not behind a PgBouncer that the address says can't keep them. */
  prepares: boolean;
};

const SESSION_ATTRS = ["read-write", "primary", "prefer-standby", "standby", "read-only"] as const;

type SessionAttrs = (typeof SESSION_ATTRS)[number];

const EXAMPLE = "postgres://user:password@host:5432/database";
const DEFAULT_PORT = 5432;
const SSL_MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"] as const;

/** libpq's parameters that say what is so here anyway, or that fine-tune what works without. */
const WITHOUT_EFFECT = new Set([
  "channel_binding=prefer",
  "channel_binding=disable",
  "gssencmode=prefer",
  "gssencmode=disable",
  "schema=public",
  "sslcompression=0",
  "sslnegotiation=postgres",
  "sslsni=1",
  "target_session_attrs=any",
  "pgbouncer=false",
]);
const TUNING = new Set([
  "keepalives",
  "keepalives_idle",
  "keepalives_interval",
  "keepalives_count",
  "tcp_user_timeout",
]);

/** Settings of Postgres that postgres.js takes as parameters; they win over Backstay's own. */
const SETTINGS = ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "search_path"] as const;

/** What is wrong with a parameter that can't be kept, and what to do instead. */
const INSTEAD: Readonly<Record<string, string>> = {
  channel_binding: "Backstay can't use channel binding; remove it and use sslmode=verify-full",
  schema: "Backstay uses the schema public; remove it",
  connection_limit: "remove it and set DATABASE_POOL_SIZE",
};

/**
 * Reads DATABASE_URL with the parameters of libpq.
 * @param read reads the file of a certificate.
 * @throws ConnectionUrlError
 */
export function readDatabaseUrl(url: string, read: (path: string) => string = readCertificate): DatabaseServer {
  const { scheme, user, password, hosts, path, query } = readConnectionUrl(url);
  if (scheme !== "postgres" && scheme !== "postgresql") {
    throw new ConnectionUrlError(`must be a Postgres address: ${EXAMPLE}`);
  }
  const given = new Map(query);
  const take = (name: string) => {
    const value = given.get(name);
    given.delete(name);
    return value || undefined;
  };
  const places = placesOf(hosts, take("host"), take("port"));
  const ssl = sslOf(take, read);
  const username = take("user") ?? user;
  const secret = take("password") ?? password;
  const database = take("dbname") ?? (path || undefined);
  const timeout = take("connect_timeout");
  const attrs = SESSION_ATTRS.find((known) => known === given.get("target_session_attrs"));
  if (attrs) given.delete("target_session_attrs");
  const applicationName = take("application_name");
  const options = take("options");
  const prepares = given.get("pgbouncer") !== "true";
  if (!prepares) given.delete("pgbouncer");
  const settings = Object.fromEntries(SETTINGS.flatMap((name) => [[name, take(name)]].filter(([, value]) => value)));
  for (const [name, value] of given) {
    if (!WITHOUT_EFFECT.has(`${name}=${value}`) && !TUNING.has(name)) throw unknownParameter(name);
  }
  if (timeout !== undefined && !/^\d{1,4}$/.test(timeout)) {
    throw new ConnectionUrlError("must have a number of seconds as connect_timeout");
  }
  return {
    host: places.map(({ host }) => host),
    port: places.map(({ port }) => port),
    ...(username && { username }),
    ...(secret !== undefined && { password: secret }),
    ...(database && { database }),
    ssl,
    ...(timeout !== undefined && { connectTimeoutSeconds: Number(timeout) }),
    ...(attrs && { targetSessionAttrs: attrs }),
    connection: {
      ...settings,
      ...(applicationName && { application_name: applicationName }),
      ...(options && { options }),
    },
    prepares,
  };
}

function unknownParameter(name: string): ConnectionUrlError {
  const mend = Object.hasOwn(INSTEAD, name) ? INSTEAD[name] : "remove it";
  return new ConnectionUrlError(
    `contains ${JSON.stringify(name.slice(0, 40))} with a value Backstay can't use: ${mend}`,
  );
}

type Place = { host: string; port: number };

function placesOf(
  hosts: readonly { host: string; port: number | undefined }[],
  host: string | undefined,
  port: string | undefined,
): Place[] {
  const ports = (port ?? "").split(",").map((text) => (text === "" ? undefined : Number(text)));
  if (ports.some((value) => value !== undefined && !(Number.isInteger(value) && value > 0 && value <= 65_535))) {
    throw new ConnectionUrlError("must have a port from 1 to 65535");
  }
  const named = host === undefined ? hosts : host.split(",").map((name) => ({ host: name, port: undefined }));
  const places = named.length > 0 ? named : [{ host: "localhost", port: undefined }];
  return places.map((place, index) => ({
    host: place.host,
    port: place.port ?? ports[index] ?? ports[0] ?? DEFAULT_PORT,
  }));
}

/** sslmode and the certificates beside it. As in libpq, `require` with a root certificate checks who signed. */
function sslOf(take: (name: string) => string | undefined, read: (path: string) => string): DatabaseServer["ssl"] {
  const root = take("sslrootcert");
  const named = take("sslmode") ?? (take("ssl") === "true" ? "require" : undefined);
  const mode = named ?? (root === "system" ? "verify-full" : "disable");
  const known = SSL_MODES.find((each) => each === mode);
  if (!known) throw new ConnectionUrlError(`must have one of these as sslmode: ${SSL_MODES.join(", ")}`);
  const files = {
    ...certificate("ca", root === "system" ? undefined : root, read),
    ...certificate("cert", take("sslcert"), read),
    ...certificate("key", take("sslkey"), read),
  };
  if (known === "disable") return false;
  if (known === "allow" || known === "prefer") return known;
  const checksSigner = known !== "require" || "ca" in files;
  return {
    ...files,
    rejectUnauthorized: checksSigner,
    ...(known !== "verify-full" && { checkServerIdentity: () => undefined }),
  };
}

function certificate(
  name: "ca" | "cert" | "key",
  path: string | undefined,
  read: (path: string) => string,
): ConnectionOptions {
  if (path === undefined) return {};
  try {
    return { [name]: read(path) };
  } catch {
    const parameter = { ca: "sslrootcert", cert: "sslcert", key: "sslkey" }[name];
    throw new ConnectionUrlError(
      `names a file as ${parameter} that can't be read: check that it exists and its permissions`,
    );
  }
}

const readCertificate = (path: string) => readFileSync(/* turbopackIgnore: true */ path, "utf8");
