import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { PEER_HEADER } from "@/lib/http/client-address";

/** Vouches for the address in PEER_HEADER. Only who knows the key of this process can make it. */
const MARK_HEADER = "x-backstay-peer-mark";

/**
 * Makes what notes in each request who is at the other end of its socket. Next forwards an action that a page doesn't
 * carry, and fetches the page that an action leads to, by requests to this very server with the headers of the first:
 * those keep the client that they are for. What a client claims is overwritten.
 */
export function peerNotes(): (request: IncomingMessage) => void {
  const key = randomBytes(32);
  const markOf = (address: string) => createHmac("sha256", key).update(address).digest("base64url");
  const isOwn = (address: unknown, mark: unknown) => {
    if (typeof address !== "string" || typeof mark !== "string") return false;
    const [given, right] = [Buffer.from(mark), Buffer.from(markOf(address))];
    return given.length === right.length && timingSafeEqual(given, right);
  };
  return ({ headers, socket }) => {
    if (isOwn(headers[PEER_HEADER], headers[MARK_HEADER])) return;
    const address = socket.remoteAddress ?? "";
    headers[PEER_HEADER] = address;
    headers[MARK_HEADER] = markOf(address);
  };
}
