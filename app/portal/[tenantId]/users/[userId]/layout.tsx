import type { Metadata } from "next";
import { idOr404, openTenant } from "@/app/open-tenant";
import { titlesAbout } from "@/app/titles";
import { foundOr404 } from "@/lib/found-or-404";
import { getUser } from "@/lib/users/queries";

type Props = LayoutProps<"/portal/[tenantId]/users/[userId]">;

/** Whom the pages below are about stands in their titles. Each asks for actor and user itself: a layout guards nothing. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { actor, tenant } = await openTenant("management_portal", params);
  const { login } = await foundOr404(getUser(actor, tenant.id, idOr404((await params).userId)));
  return titlesAbout(login, tenant.name);
}

export default function UserLayout({ children }: Props) {
  return children;
}
