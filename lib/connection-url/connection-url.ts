/** An address of a server that can't be used. The message completes "SMTP_URL …" and repeats no value that may be secret. */
export class ConnectionUrlError extends Error {
  override readonly name = "ConnectionUrlError";
}

/** The parts of `scheme://user:password@hosts/path?query`, decoded. */
export type ConnectionUrl = {
  scheme: string;
  user: string | undefined;
  password: string | undefined;
  /** Hosts without the brackets of IPv6 addresses; none in `postgres:///database`. */
  hosts: { host: string; port: number | undefined }[];
  path: string;
  query: URLSearchParams;
};

const MAX_PORT = 65_535;

/**
 * Takes the address of a server apart. User and password may hold any character as it is (`%`, `#`, `/`, `?`, `@`) as well as
 * percent-encoded; the last `@` ends them.
 * @throws ConnectionUrlError
 */
export function readConnectionUrl(url: string): ConnectionUrl {
  const [, scheme = "", rest = ""] = /^([a-z]+):\/\/(.*)$/is.exec(url.trim()) ?? [];
  const at = rest.lastIndexOf("@");
  const credentials = at === -1 ? undefined : rest.slice(0, at);
  const parts = /^([^/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/.exec(rest.slice(at + 1));
  if (scheme === "" || !parts) throw new ConnectionUrlError("must have the form scheme://user:password@host:port");
  const [, authority = "", path = "", search = ""] = parts;
  const colon = credentials?.indexOf(":") ?? -1;
  return {
    scheme: scheme.toLowerCase(),
    user: credentials === undefined ? undefined : decode(colon === -1 ? credentials : credentials.slice(0, colon)),
    password: credentials === undefined || colon === -1 ? undefined : decode(credentials.slice(colon + 1)),
    hosts: authority === "" ? [] : authority.split(",").map(readHost),
    path: decode(path),
    query: new URLSearchParams(search),
  };
}

function readHost(text: string): { host: string; port: number | undefined } {
  const [, bracketed, plain, digits] = /^(?:\[([0-9a-f:.%]+)\]|([^\s:@[\]/?#]+))(?::(\d+))?$/i.exec(text) ?? [];
  const host = bracketed ?? (plain === undefined ? undefined : decode(plain));
  const port = digits === undefined ? undefined : Number(digits);
  if (!host) throw new ConnectionUrlError("must have a host and a port behind the password, e.g. @db.example.com:5432");
  if (port !== undefined && (port < 1 || port > MAX_PORT)) {
    throw new ConnectionUrlError(`must have a port from 1 to ${MAX_PORT}`);
  }
  return { host, port };
}

/** Decodes what is percent-encoded; a `%` that starts no escape stays as it is. */
function decode(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}
