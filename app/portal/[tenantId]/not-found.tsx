import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";

/** Inside the frame: the tenant is right, what was asked for in it is not there. */
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
