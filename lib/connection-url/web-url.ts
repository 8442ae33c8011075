import { isIP } from "node:net";
import { ConnectionUrlError } from "./connection-url";

/** A label of a host name as URL parsers give it. Underscores occur in names of containers. */
const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** Whether a name in ASCII can be that of a host; a dot at its end is the root's. */
export function isHostName(name: string): boolean {
  return (
    name.length <= 253 &&
    name
      .replace(/\.$/, "")
      .split(".")
      .every((label) => LABEL.test(label))
  );
}

function readWebUrl(text: string, example: string): URL {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw new ConnectionUrlError(`must be an address such as ${example}`);
  if (url.username !== "" || url.password !== "") {
    throw new ConnectionUrlError(`must not include a user or password, e.g. ${example}`);
  }
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) === 0 && !isHostName(host)) throw new ConnectionUrlError(`must have a host name, e.g. ${example}`);
  if (url.port === "0") throw new ConnectionUrlError("must have a port from 1 to 65535, or none");
  if (url.search !== "" || url.hash !== "") {
    throw new ConnectionUrlError(`must end before the ? or #, e.g. ${example}`);
  }
  return url;
}

/**
 * Reads the public address of an installation.
 * @returns scheme, host and port, in the form browsers send.
 * @throws ConnectionUrlError
 */
export function readOrigin(text: string): string {
  const example = "https://portal.example.com";
  const url = readWebUrl(text, example);
  if (url.pathname !== "/") throw new ConnectionUrlError(`must not include a path, e.g. ${example}`);
  return url.origin;
}

/**
 * Reads the address of an API.
 * @returns it without a slash at its end.
 * @throws ConnectionUrlError
 */
export function readApiUrl(text: string): string {
  return readWebUrl(text, "https://api.example.com").href.replace(/\/+$/, "");
}

/**
 * Reads an address to listen on: an IP address, with or without brackets, or a name of this machine.
 * @throws ConnectionUrlError
 */
export function readListenHost(text: string): string {
  const host = text.trim();
  const bare = host.replace(/^\[(.*)\]$/, "$1");
  if (isIP(bare) !== 0 || isHostName(bare.toLowerCase())) return host;
  throw new ConnectionUrlError("must be an address to listen on, e.g. 127.0.0.1; the port is set by PORT");
}
