import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";

/** Inside the frame: the tenant is right, but it doesn't have the requested page. */
export default async function PortalNotFound() {
  const t = await getTranslations("portal.notFound");
  const users = await getTranslations("users");
  return (
    <div className="flex flex-col items-start gap-4">
      <PageHeader title={t("title")} description={t("text")} />
      <LinkButton href="/portal" variant="secondary">
        {users("goToUsers")}
      </LinkButton>
    </div>
  );
}
