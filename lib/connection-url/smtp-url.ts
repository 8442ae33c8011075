import { ConnectionUrlError, readConnectionUrl } from "./connection-url";

/** What nodemailer takes to reach a mail server. */
export type SmtpServer = {
  host: string;
  port?: number;
  secure: boolean;
  auth?: { user: string; pass: string };
  name?: string;
  authMethod?: string;
  requireTLS?: boolean;
  ignoreTLS?: boolean;
  tls?: { rejectUnauthorized?: boolean; servername?: string; minVersion?: string; ca?: string };
};

const EXAMPLE = "smtps://user:password@host:465";

/**
 * Reads SMTP_URL.
 * @throws ConnectionUrlError
 */
export function readSmtpUrl(url: string): SmtpServer {
  const { scheme, user, password, hosts, path, query } = readConnectionUrl(url);
  const [server] = hosts;
  if ((scheme !== "smtp" && scheme !== "smtps") || !server || hosts.length > 1 || path !== "") {
    throw new ConnectionUrlError(`must be an SMTP address: ${EXAMPLE}`);
  }
  if (user !== undefined && (user === "" || !password)) {
    throw new ConnectionUrlError(`must have both user and password, or neither: ${EXAMPLE}`);
  }
  return {
    host: server.host,
    ...(server.port !== undefined && { port: server.port }),
    secure: scheme === "smtps",
    ...(user !== undefined && { auth: { user, pass: password ?? "" } }),
    ...optionsOf(query),
  };
}

function optionsOf(query: URLSearchParams): Partial<SmtpServer> {
  const options: Partial<SmtpServer> = {};
  const tls: NonNullable<SmtpServer["tls"]> = {};
  for (const [key, value] of query) {
    if (key === "name") options.name = value;
    else if (key === "authMethod") options.authMethod = value;
    else if (key === "requireTLS" || key === "ignoreTLS") options[key] = flag(key, value);
    else if (key === "tls.rejectUnauthorized") tls.rejectUnauthorized = flag(key, value);
    else if (key === "tls.servername") tls.servername = value;
    else if (key === "tls.minVersion" && /^TLSv1(\.[123])?$/.test(value)) tls.minVersion = value;
    else throw new ConnectionUrlError(`must not contain ${JSON.stringify(key)}: remove it from behind the ?`);
  }
  return Object.keys(tls).length > 0 ? { ...options, tls } : options;
}

function flag(key: string, value: string): boolean {
  if (value === "true" || value === "false") return value === "true";
  throw new ConnectionUrlError(`must have ${key}=true or ${key}=false behind the ?`);
}
