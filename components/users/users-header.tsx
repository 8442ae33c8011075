import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { DownloadLink } from "@/components/ui/download-link";
import { PageHeader } from "@/components/ui/page-header";

type UsersHeaderProps = {
  /** Whose users. */
  tenantName: string;
  /** Where a list of users is imported; left out for those who can't create users. */
  importHref?: string;
  /** The file of what the list shows; left out while it is empty. */
  csvHref?: string;
};

/** The title of the list of users, and what can be done with it as a whole. */
export function UsersHeader({ tenantName, importHref, csvHref }: UsersHeaderProps) {
  const t = useTranslations("users");
  const list = useTranslations("list");
  const userImport = useTranslations("userImport");
  return (
    <PageHeader
      low
      title={t("title")}
      description={t("description", { tenant: tenantName })}
      actions={
        <>
          {importHref && (
            <LinkButton href={importHref} variant="secondary">
              {userImport("title")}
            </LinkButton>
          )}
          {csvHref && <DownloadLink href={csvHref}>{list("downloadCsv")}</DownloadLink>}
        </>
      }
    />
  );
}
