import { notFound, redirect } from "next/navigation";
import type { Actor } from "@/lib/access/actor";
import { requireService } from "@/lib/auth/current-actor";
import { idSchema } from "@/lib/fields/id";
import { foundOr404 } from "@/lib/found-or-404";
import type { TenantView } from "@/lib/tenants/model";
import { getTenant } from "@/lib/tenants/queries";
import type { Service } from "@/lib/vocabulary";

/** An id as an address carries it; anything else is the "not found" page. */
export function idOr404(text: string): number {
  const id = idSchema.safeParse(text);
  return id.success ? id.data : notFound();
}

/** An id that an address may carry in its query; anything else counts as none. */
export function queryId(value: string | string[] | undefined): number | undefined {
  return idSchema.safeParse(value).data;
}

/** The way down to a tenant, as the frame of its pages shows it. */
export const wayTo = ({ breadcrumbs }: TenantView) => breadcrumbs.map(({ id, name }) => ({ id, name }));

/**
 * For every page of a service that speaks of a tenant: who asks, and the tenant, or the way to sign in or "not found".
 * @param inside "any" for pages about a company itself; of a self-managed customer those above get no other, and are led there.
 */
export async function openTenant(
  service: Service,
  params: Promise<{ tenantId: string }>,
  inside: "needed" | "any" = "needed",
): Promise<{ actor: Actor; tenant: TenantView }> {
  const actor = await requireService(service);
  const tenant = await foundOr404(getTenant(actor, idOr404((await params).tenantId)));
  if (tenant.insideHidden && inside === "needed") redirect(`/portal/${tenant.id}/settings/general`);
  return { actor, tenant };
}
