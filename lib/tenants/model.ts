import type { Language, TenantKind, TenantMode } from "@/lib/vocabulary";

/**
 * Whether a name typed to confirm is the right one: spaces at the ends and the way accents are written don't matter.
 */
export function isSameName(typed: string, name: string): boolean {
  // Accents written apart make a name four times as long at most; normalizing takes the square of a length.
  return typed.length <= 1024 && typed.normalize("NFC").trim() === name;
}

/** How long before the end of a trial its administrators get a notice, and how long it goes on at least from then. */
export const TRIAL_NOTICE_DAYS = 7;

export const TRIAL_LEAST_DAYS = 3;

/** A tenant as pages show it. The way down to it begins at the reader's own tenant, never above. */
export type TenantView = {
  id: number;
  name: string;
  kind: TenantKind;
  mode: TenantMode | null;
  path: string;
  language: Language;
  disabledAt: Date | null;
  /** False if it, or a tenant above it, is disabled: then none of its users can sign in. */
  open: boolean;
  /** A customer that looks after itself, or a unit of one. */
  selfManaged: boolean;
  /** Whether that keeps the reader out: its users, units and what they do are not theirs to see. */
  insideHidden: boolean;
  breadcrumbs: { id: number; name: string; kind: TenantKind }[];
};
