import { useTranslations } from "next-intl";
import { DownloadLink } from "@/components/ui/download-link";
import { PageHeader } from "@/components/ui/page-header";
import { CLIENT_LIST, type ClientListState } from "@/lib/clients/model";
import { ClientFilterForm } from "./client-filter-form";

type ClientsHeaderProps = {
  tenant: { id: number; name: string };
  /** What the list is called here. */
  look: "clients" | "units";
  state: ClientListState;
  /** Whether the list has anything to show, and whether a filter is in force. */
  any: boolean;
  filtered: boolean;
};

/** What is above the list: its title, its file and its filter. */
export function ClientsHeader({ tenant, look, state, any, filtered }: ClientsHeaderProps) {
  const t = useTranslations("clients");
  const list = useTranslations("list");
  const action = `/portal/${tenant.id}/clients`;
  const query = CLIENT_LIST.query(state);
  return (
    <>
      <PageHeader
        low
        title={t(`title.${look}`)}
        description={t(`description.${look}`, { tenant: tenant.name })}
        actions={any && <DownloadLink href={`${action}/csv${query}`}>{list("downloadCsv")}</DownloadLink>}
      />
      {(any || filtered) && <ClientFilterForm {...{ action, state, look }} />}
    </>
  );
}
