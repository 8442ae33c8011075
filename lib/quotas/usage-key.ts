import { createHash, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";

const digest = (text: string) => createHash("sha256").update(text).digest();

/**
 * Whether an Authorization header, `Bearer <USAGE_API_KEY>`, carries the key of this installation; takes the same time wherever
 * it differs. False while no key is configured.
 */
export function isUsageKey(authorization: string | null | undefined): boolean {
  const { USAGE_API_KEY: key } = env();
  const [, given = ""] = /^Bearer +(\S+) *$/i.exec(authorization ?? "") ?? [];
  return key !== undefined && timingSafeEqual(digest(given), digest(key));
}
