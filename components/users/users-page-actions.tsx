import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { DownloadLink } from "@/components/ui/download-link";

type UsersPageActionsProps = {
  /** Where a list of users is imported; left out for people who may create nobody. */
  importHref?: string;
  /** The file of what the list shows; left out while it is empty. */
  csvHref?: string;
};

/** What can be done with the list of users as a whole. */
export function UsersPageActions({ importHref, csvHref }: UsersPageActionsProps) {
  const t = useTranslations("users");
  return (
    <>
      {importHref && (
        <LinkButton href={importHref} variant="secondary">
          {t("importAction")}
        </LinkButton>
      )}
      {csvHref && <DownloadLink href={csvHref}>{t("download")}</DownloadLink>}
    </>
  );
}
