import { useTranslations } from "next-intl";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { DownloadLink } from "@/components/ui/download-link";
import { PageHeader } from "@/components/ui/page-header";

type AcceptancesHeaderProps = {
  /** The page of the agreement. */
  backHref: string;
  /** The file of what the list shows; left out while it is empty. */
  csvHref?: string;
};

/** The title of the list of who accepted what, and the way back to the agreement. */
export function AcceptancesHeader({ backHref, csvHref }: AcceptancesHeaderProps) {
  const t = useTranslations("agreement.acceptances");
  const list = useTranslations("list");
  const agreement = useTranslations("agreement");
  const common = useTranslations("common");
  return (
    <>
      <Breadcrumbs
        label={common("breadcrumbs")}
        items={[{ label: agreement("title"), href: backHref }, { label: t("title") }]}
      />
      <PageHeader
        title={t("title")}
        description={t("lead")}
        actions={csvHref && <DownloadLink href={csvHref}>{list("downloadCsv")}</DownloadLink>}
      />
    </>
  );
}
