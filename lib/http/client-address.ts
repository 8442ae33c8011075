import { isIPv4, isIPv6 } from "node:net";
import { env } from "@/lib/env";

/** Set by our own HTTP server to the address of the socket (lib/server/peer.ts); what a client sends under this name is overwritten. */
export const PEER_HEADER = "x-backstay-peer";

/** Used for a client whose address is not known; limits then count all such clients together. */
export const UNKNOWN_ADDRESS = "unknown";

type HeaderReader = { get(name: string): string | null };

/**
 * The address of the client: the socket's own, or as many steps back in X-Forwarded-For as there are proxies of ours
 * (TRUSTED_PROXIES). Entries further left were written by strangers and are never read.
 */
export function clientAddress(
  headers: HeaderReader,
  socketAddress?: string,
  trustedProxies: number = env().TRUSTED_PROXIES,
): string {
  const peer = normalizeAddress(socketAddress ?? headers.get(PEER_HEADER) ?? "") ?? UNKNOWN_ADDRESS;
  if (trustedProxies === 0) return peer;
  const forwarded = (headers.get("x-forwarded-for") ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
  let address = peer;
  for (const entry of forwarded.slice(-trustedProxies).reverse()) {
    const hop = normalizeAddress(entry);
    if (hop === null) break;
    address = hop;
  }
  return address;
}

/** What limits count by: an IPv4 address, or the /64 of an IPv6 address, since one client has all of that. */
export function addressKey(address: string): string {
  const normal = normalizeAddress(address);
  if (normal === null) return UNKNOWN_ADDRESS;
  if (isIPv4(normal)) return normal;
  return `${ipv6Groups(normal)
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(":")}::/64`;
}

/** An address in its one normal form, without port and zone; IPv4 in IPv6 becomes IPv4. Null when it is none. */
export function normalizeAddress(text: string): string | null {
  const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text.trim());
  const withPort = /^(\d+\.\d+\.\d+\.\d+):\d{1,5}$/.exec(text.trim());
  const bare = (bracketed?.[1] ?? withPort?.[1] ?? text.trim()).replace(/%[\w.-]+$/, "");
  if (isIPv4(bare)) return bare;
  if (!isIPv6(bare)) return null;
  const groups = ipv6Groups(bare);
  const [high = 0, low = 0] = groups.slice(6);
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return [high >> 8, high & 255, low >> 8, low & 255].join(".");
  }
  return new URL(`http://[${bare}]/`).hostname.slice(1, -1);
}

/** The eight groups of an address that is known to be IPv6. */
function ipv6Groups(address: string): number[] {
  // The URL parser turns a dotted tail into hex and compresses: only "::" is left to expand.
  const [head = "", tail] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split("::");
  const parse = (part: string) => (part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16)));
  const left = parse(head);
  if (tail === undefined) return left;
  const right = parse(tail);
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}
