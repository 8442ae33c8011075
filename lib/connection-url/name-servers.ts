import { isIP } from "node:net";
import { ConnectionUrlError } from "./connection-url";

/**
 * Reads the addresses of name servers: IP addresses, each with or without a port, with commas between them.
 * @throws ConnectionUrlError
 */
export function readNameServers(text: string): string[] {
  return text.split(",").map((each) => {
    const server = each.trim();
    const [, six, four = server, port] = /^(?:\[([^\]]+)\]|([\d.]+))(?::(\d{1,5}))?$/.exec(server) ?? [];
    const fits = port === undefined || (Number(port) >= 1 && Number(port) <= 65_535);
    if (isIP(six ?? four) === 0 || !fits) {
      throw new ConnectionUrlError(
        "must be IP addresses of name servers, e.g. 192.0.2.53 or 127.0.0.1:5353,[::1]:5353",
      );
    }
    return server;
  });
}
