import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { idOr404, openTenant } from "@/app/open-tenant";
import { forTitle, titlesAbout } from "@/app/titles";
import { getUser } from "@/lib/users/queries";

type Props = LayoutProps<"/portal/[tenantId]/users/[userId]">;

/** The titles of the pages below name the user. Each page finds actor and user itself: a layout guards nothing. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await forTitle(openUser(params));
  if (found) return titlesAbout(found.user.login, found.tenant.name);
  return { title: (await getTranslations("portal.notFound"))("title") };
}

async function openUser(params: Props["params"]) {
  const { actor, tenant } = await openTenant("management_portal", params);
  return { tenant, user: await getUser(actor, tenant.id, idOr404((await params).userId)) };
}

export default function UserLayout({ children }: Props) {
  return children;
}
