import { useFormatter, useTranslations } from "next-intl";
import { StorageBar } from "@/components/quotas/storage-bar";
import { TenantMenu } from "@/components/tenants/tenant-menu";
import { TenantStatusBadge } from "@/components/tenants/tenant-status-badge";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Moment } from "@/components/ui/moment";
import { TextLink } from "@/components/ui/text-link";
import { CLIENT_LIST, type ClientListState, type ClientSummary } from "@/lib/clients/schema";
import type { TenantAction } from "@/lib/tenants/schema";
import { KindIcon } from "./kind-icon";

type ClientsTableProps = {
  tenant: { id: number; name: string };
  /** What the list is called here. */
  look: "clients" | "units";
  clients: readonly ClientSummary[];
  /** How the list was asked for. */
  state: ClientListState;
  /** The client that has just been created. */
  created?: number;
  /** What the reader may do to a client; left out for people who may only look. */
  actionsOn?: (client: ClientSummary) => readonly TenantAction[];
};

/** The list of the "Clients" tab, or of "Units". */
export function ClientsTable({ tenant, look, clients, state, created, actionsOn }: ClientsTableProps) {
  const t = useTranslations("clients");
  const modes = useTranslations("tenants.modes");
  const format = useFormatter();
  const sort = (key: ClientListState["sort"]["key"]) => ({
    href: `/portal/${tenant.id}/clients${CLIENT_LIST.query(CLIENT_LIST.sortedBy(state, key))}`,
    direction: state.sort.key === key ? state.sort.direction : undefined,
  });
  const name = (client: ClientSummary) =>
    client.status === "deleted" ? (
      <span className="wrap-anywhere text-muted">{client.name}</span>
    ) : (
      <TextLink href={`/portal/${client.id}`} className="wrap-anywhere sm:max-w-80 sm:wrap-break-word">
        {client.name}
      </TextLink>
    );
  const columns: Column<ClientSummary>[] = [
    {
      key: "name",
      header: t("columns.name"),
      sort: sort("name"),
      rowHeader: true,
      cell: (client) => (
        <span className="flex items-start gap-2">
          <KindIcon kind={client.kind} />
          <span className="flex min-w-0 flex-wrap items-center gap-x-2">
            {name(client)}
            {client.id === created && <Badge tone="accent">{t("new")}</Badge>}
          </span>
        </span>
      ),
    },
    { key: "status", header: t("columns.status"), cell: ({ status }) => <TenantStatusBadge status={status} /> },
    {
      key: "users",
      header: t("columns.users"),
      align: "end",
      cell: ({ users }) => (users === null ? t("hidden") : format.number(users)),
    },
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
      sort: sort("created"),
      from: "lg",
      cell: ({ createdAt }) => <Moment value={createdAt} look="dayOnly" />,
    },
  ];
  if (look === "clients") {
    columns.splice(1, 0, {
      key: "mode",
      header: t("columns.mode"),
      cell: ({ mode }) => (mode ? modes(mode) : t("none")),
    });
  }
  if (actionsOn) {
    columns.push({
      key: "actions",
      header: t("columns.actions"),
      align: "end",
      cell: (client) => <TenantMenu parentId={tenant.id} tenant={client} available={actionsOn(client)} />,
    });
  }
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
