import { useFormatter, useTranslations } from "next-intl";
import { StorageBar } from "@/components/quotas/storage-bar";
import { TenantMenu } from "@/components/tenants/tenant-menu";
import { TenantStatusBadge } from "@/components/tenants/tenant-status-badge";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Moment } from "@/components/ui/moment";
import { TextLink } from "@/components/ui/text-link";
import type { ClientSummary } from "@/lib/clients/model";
import { CLIENT_LIST, type ClientListState } from "@/lib/clients/model";
import type { TenantAction } from "@/lib/vocabulary";
import { KindIcon } from "./kind-icon";

type ClientsTableProps = {
  tenant: { id: number; name: string };
  /** What the list is called here. */
  look: "clients" | "units";
  clients: readonly ClientSummary[];
  /** The list's filter and order. */
  state: ClientListState;
  /** The client that has just been created. */
  created?: number;
  /** What the reader can do to a client; left out for users who can only look. */
  actionsOn?: (client: ClientSummary) => readonly TenantAction[];
};

/** The list of the "Clients" tab, or of "Units". */
export function ClientsTable({ tenant, look, clients, state, created, actionsOn }: ClientsTableProps) {
  const t = useTranslations("clients");
  const userWords = useTranslations("users");
  const list = useTranslations("list");
  const fields = useTranslations("fields");
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
      header: fields("name"),
      sort: sort("name"),
      rowHeader: true,
      cell: (client) => (
        <span className="flex items-start gap-2">
          <KindIcon kind={client.kind} />
          <span className="flex min-w-0 flex-wrap items-center gap-x-2">
            {name(client)}
            {client.id === created && <Badge tone="accent">{list("new")}</Badge>}
          </span>
        </span>
      ),
    },
    { key: "status", header: fields("status"), cell: ({ status }) => <TenantStatusBadge status={status} /> },
    {
      key: "users",
      header: userWords("title"),
      align: "end",
      cell: ({ users }) => (users === null ? t("hidden") : format.number(users)),
    },
    {
      key: "storage",
      header: fields("storage"),
      cell: ({ storage }) =>
        storage && (
          <div className="sm:min-w-40 sm:max-w-60">
            <StorageBar storage={storage} label={fields("storage")} labelHidden />
          </div>
        ),
    },
    {
      key: "created",
      header: fields("created"),
      sort: sort("created"),
      from: "lg",
      cell: ({ createdAt }) => <Moment value={createdAt} look="dayOnly" />,
    },
  ];
  if (look === "clients") {
    columns.splice(1, 0, {
      key: "mode",
      header: fields("mode"),
      cell: ({ mode }) => (mode ? modes(mode) : list("none")),
    });
  }
  if (actionsOn) {
    columns.push({
      key: "actions",
      header: list("actions"),
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
