import { useFormatter, useTranslations } from "next-intl";
import { StorageBar } from "@/components/quotas/storage-bar";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Moment } from "@/components/ui/moment";
import { TextLink } from "@/components/ui/text-link";
import type { ClientSummary } from "@/lib/clients/schema";
import { ClientStatusBadge } from "./client-status-badge";
import { KindIcon } from "./kind-icon";

type ClientsTableProps = {
  tenant: { name: string };
  /** What the list is called here. */
  look: "clients" | "units";
  clients: readonly ClientSummary[];
  /** The client that has just been created. */
  created?: number;
};

/** The list of the "Clients" tab, or of "Units". */
export function ClientsTable({ tenant, look, clients, created }: ClientsTableProps) {
  const t = useTranslations("clients");
  const modes = useTranslations("tenantModes");
  const format = useFormatter();
  const columns: Column<ClientSummary>[] = [
    {
      key: "name",
      header: t("columns.name"),
      rowHeader: true,
      cell: (client) => (
        <span className="flex items-start gap-2">
          <KindIcon kind={client.kind} />
          <span className="flex min-w-0 flex-wrap items-center gap-x-2">
            <TextLink href={`/portal/${client.id}`} className="wrap-anywhere sm:max-w-80 sm:wrap-break-word">
              {client.name}
            </TextLink>
            {client.id === created && <Badge tone="accent">{t("new")}</Badge>}
          </span>
        </span>
      ),
    },
    ...(look === "clients"
      ? [
          {
            key: "mode",
            header: t("columns.mode"),
            cell: ({ mode }: ClientSummary) => (mode ? modes(mode) : t("none")),
          },
        ]
      : []),
    { key: "status", header: t("columns.status"), cell: ({ status }) => <ClientStatusBadge status={status} /> },
    { key: "users", header: t("columns.users"), align: "end", cell: (client) => format.number(client.users) },
    {
      key: "storage",
      header: t("columns.storage"),
      cell: ({ storage }) =>
        storage && (
          <div className="sm:min-w-40 sm:max-w-60">
            <StorageBar storage={storage} label={t("columns.storage")} labelHidden />
          </div>
        ),
    },
    {
      key: "created",
      header: t("columns.created"),
      from: "lg",
      cell: ({ createdAt }) => <Moment value={createdAt} look="dayOnly" />,
    },
  ];
  return (
    <Card flush>
      <DataTable
        caption={t(`caption.${look}`, { tenant: tenant.name })}
        captionHidden
        columns={columns}
        rows={clients}
        rowKey={({ id }) => String(id)}
        isMarked={({ id }) => id === created}
      />
    </Card>
  );
}
