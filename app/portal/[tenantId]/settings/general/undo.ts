import { queryId } from "@/app/open-tenant";
import type { TenantAction } from "@/lib/vocabulary";
import { disableTenantAction, enableTenantAction, moveTenantAction } from "./actions";

/**
 * What takes back what the page was led to by, as far as the reader may do that now.
 * @param from where the company hung before, as the address says; whether that is in reach is for the action to judge.
 */
export function undoOf(tenantId: number, available: readonly TenantAction[], from: string | string[] | undefined) {
  const targetId = queryId(from);
  const hidden = { tenantId };
  return {
    disabled: available.includes("tenant.enable") && { action: enableTenantAction, hidden },
    enabled: available.includes("tenant.disable") && { action: disableTenantAction, hidden },
    moved: targetId !== undefined &&
      available.includes("tenant.move") && { action: moveTenantAction, hidden: { ...hidden, targetId } },
  };
}
