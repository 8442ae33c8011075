import { Resolver } from "node:dns/promises";
import { sign, signatures } from "@/lib/auth/keys";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { HostRecord } from "./model";

const PREFIX = "backstay-proof=";

/** Long enough for a slow server, short enough for someone who waits at a screen. */
const DNS_LIMITS = { timeout: 3000, tries: 2 };

/** What a name server says where there is no such record. */
const NO_RECORD = ["ENODATA", "ENOTFOUND", "EBADNAME", "ENONAME"];

const claimOf = (tenantId: number, hostName: string) => `${tenantId} ${hostName}`;

/**
 * The TXT record by which a tenant proves a host name. Nothing of it is stored or secret: only this installation can make the value,
 * and it means nothing for another tenant or name.
 */
export function hostRecord(tenantId: number, hostName: string): HostRecord {
  return { name: recordName(hostName), value: `${PREFIX}${sign("brand host", claimOf(tenantId, hostName))}` };
}

// Beside the name and not at it: where a name is an alias (CNAME), nothing else can be.
const recordName = (hostName: string) => `_backstay.${hostName}`;

/**
 * Whether DNS has the record, made with the current secret or the previous one.
 * @throws AppError HOST_DNS when no name server responds.
 */
export async function hasHostRecord(tenantId: number, hostName: string): Promise<boolean> {
  const expected = signatures("brand host", claimOf(tenantId, hostName)).map((signature) => `${PREFIX}${signature}`);
  const records = await textRecords(recordName(hostName));
  return records.some((record) => expected.includes(record.trim()));
}

async function textRecords(name: string): Promise<string[]> {
  const resolver = new Resolver(DNS_LIMITS);
  const { DNS_RESOLVER } = env();
  if (DNS_RESOLVER) resolver.setServers(DNS_RESOLVER);
  try {
    // A long record comes in pieces of 255 characters.
    return (await resolver.resolveTxt(name)).map((pieces) => pieces.join(""));
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (NO_RECORD.includes(code)) return [];
    throw new AppError("HOST_DNS");
  }
}
