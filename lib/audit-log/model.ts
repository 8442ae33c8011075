import type { AuditEvent } from "@/lib/audit/model";
import { addressQuery } from "@/lib/list/address";
import type { TenantKind } from "@/lib/vocabulary";

/**
 * A line as lists and the CSV show it. `initiator` is a login; "system" is the installation itself, "operator" the one who runs the
 * server, "unknown" a request by someone who hadn't signed in, such as a refused sign-in.
 */
export type AuditLine = {
  id: number;
  at: Date;
  /** One of AUDIT_EVENTS, or one that another version of Backstay wrote. */
  event: string;
  tenantId: number;
  tenantName: string;
  objectType: string;
  objectId: string;
  objectName: string;
  /** Of a tenant that the reader sees: what kind it is, for the words of the event. */
  objectKind: TenantKind | null;
  initiator: { login: string } | "system" | "operator" | "unknown";
  address: string | null;
  userAgent: string | null;
  requestId: string | null;
  details: Record<string, unknown>;
};

export type AuditPage = { lines: AuditLine[]; earlier: boolean; next: number | null };

/** What the address of the page may ask for. Days are whole days in the reader's time zone, both included. */
export type AuditFilter = {
  from?: string;
  to?: string;
  event?: AuditEvent;
  /** The login of who did it, whole, in any case. */
  person?: string;
  /** A tenant at or below the one whose log is open. */
  tenant?: number;
};

/** The query of an address for a filter, with what else it should carry; "" when there is nothing to say. */
export function auditQuery(filter: AuditFilter, more: Record<string, string | number> = {}): string {
  return addressQuery({ ...filter, ...more });
}
