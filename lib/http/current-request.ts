import { headers } from "next/headers";
import { REQUEST_ID_HEADER } from "@/lib/http/security-headers";
import { clientAddress } from "./client-address";
import type { RequestInfo } from "./request-info";

const USER_AGENT_MAX_LENGTH = 512;

/** The request being answered. The request id is the one that proxy.ts made. */
export async function requestInfo(): Promise<RequestInfo> {
  const list = await headers();
  return {
    address: clientAddress(list),
    userAgent: list.get("user-agent")?.slice(0, USER_AGENT_MAX_LENGTH) ?? null,
    requestId: list.get(REQUEST_ID_HEADER),
  };
}
