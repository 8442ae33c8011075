import { createHash } from "node:crypto";
import { VersionConflict } from "@/lib/errors";

/** What a form shows of a row: its values by the names of the fields. */
export type FormValues = Record<string, string>;

/**
 * The version that a form carries: the number of changes to the row, and a digest of what the form showed of it. The
 * digest lets two users save different parts of one row without a conflict.
 */
export function formVersion(version: number, values: FormValues): string {
  const pairs = Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1));
  return `${version}.${createHash("sha256").update(JSON.stringify(pairs)).digest("base64url").slice(0, 16)}`;
}

/**
 * Checks, before a form is saved and with the row locked, that what it showed is still current.
 * @param current what the form would show now.
 * @throws VersionConflict when someone has changed it since.
 */
export function assertVersion(seen: string, version: number, current: FormValues): void {
  const now = formVersion(version, current);
  const [seenCount, seenDigest] = seen.split(".");
  const [count, digest] = now.split(".");
  if (seenCount !== count && seenDigest !== digest) throw new VersionConflict({ version: now, values: current });
}
