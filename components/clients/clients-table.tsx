import { useFormatter, useTranslations } from "next-intl";
import { ListTable } from "@/components/list/list-table";
import { bitsOf, gatherWords, type ListColumn, type MeterTexts, type Row, type Sort } from "@/components/list/model";
import { useMomentCells } from "@/components/list/use-moment-cells";
import { useStorageWords } from "@/components/quotas/use-storage-words";
import { TENANT_ACTION_LABELS, tenantActionHref } from "@/components/tenants/tenant-action-words";
import { TENANT_STATUS_TONES } from "@/components/tenants/tenant-status-badge";
import { Card } from "@/components/ui/card";
import type { ClientSummary } from "@/lib/clients/model";
import { CLIENT_LIST, type ClientListState } from "@/lib/clients/model";
import type { StorageUse } from "@/lib/quotas/model";
import { CLIENT_KINDS, TENANT_ACTIONS, type TenantAction } from "@/lib/vocabulary";

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
  const list = useTranslations("list");
  const fields = useTranslations("fields");
  const names = useTranslations("statuses");
  const kinds = useTranslations("tenantKinds");
  const modeNames = useTranslations("tenants.modes");
  const modes = gatherWords();
  const users = useTranslations("users")("title");
  const format = useFormatter();
  const moment = useMomentCells();
  const storageCell = useStorageCells();
  const menu = useMenu(tenant.id);
  const statuses = gatherWords();
  const base = `/portal/${tenant.id}/clients`;
  const sort = (key: ClientListState["sort"]["key"], head: string): Sort => {
    const href = `${base}${CLIENT_LIST.query(CLIENT_LIST.sortedBy(state, key))}`;
    return state.sort.key === key ? [head, href, state.sort.direction] : [head, href];
  };
  const ofClients = look === "clients";
  const columns: ListColumn[] = [
    {
      head: [sort("name", fields("name"))],
      kind: "two",
      rowHeader: true,
      href: "/portal/#",
      icons: CLIENT_KINDS.map((kind) => [kind, kinds(kind)]),
    },
    ...(ofClients ? [{ head: fields("mode"), kind: "word", words: modes.words, from: "lg" } as const] : []),
    { head: [sort("users", users)], end: true, from: "sm" },
    { head: [sort("storage", fields("storage"))], kind: "meter", below: true },
    { head: [sort("status", fields("status"))], kind: "word", words: statuses.words },
    { head: [sort("created", fields("created"))], kind: "moment", from: "lg" },
  ];
  const rows = clients.map((client): Row => {
    const { id, name, kind, mode, status, storage, createdAt } = client;
    return [
      id,
      // A deleted one has no page; where it can be recovered is in the menu.
      [name, 0, status === "deleted" ? null : 0, CLIENT_KINDS.indexOf(kind)],
      ...(ofClients ? [mode && modes.of(modeNames(mode))] : []),
      client.users === null ? t("hidden") : format.number(client.users),
      storage && storageCell(storage),
      statuses.of(names(status), TENANT_STATUS_TONES[status]),
      moment(createdAt, "dayOnly"),
      ...(actionsOn ? [bitsOf(TENANT_ACTIONS, actionsOn(client))] : []),
    ];
  });
  return (
    <Card flush>
      <ListTable
        caption={t(`caption.${look}`, { tenant: tenant.name })}
        columns={columns}
        rows={rows}
        none={list("none")}
        menu={actionsOn && menu}
        marked={created === undefined ? undefined : [created, list("new")]}
      />
    </Card>
  );
}

/** Storage as a cell of a list: the figures, and a bar where there is a quota. */
function useStorageCells(): (storage: StorageUse) => MeterTexts {
  const words = useStorageWords();
  return (storage) => {
    const { text, tone, levelText, max, mark } = words(storage);
    if (max === null) return [text];
    const percent = (bytes: number) => (max > 0 ? Math.round(Math.min(bytes / max, 1) * 1000) / 10 : 100);
    const full = percent(Math.max(storage.usedBytes, 0));
    if (mark !== null) return [text, full, tone, levelText, percent(mark)];
    return levelText ? [text, full, tone, levelText] : [text, full];
  };
}

/** Leads to where each action is explained and done. */
function useMenu(parentId: number) {
  const t = useTranslations("tenants.actions");
  const list = useTranslations("list");
  const actions = useTranslations("actions");
  return {
    head: list("actions"),
    label: t("menu", { name: "#" }),
    items: TENANT_ACTIONS.map(
      (action) => [actions(TENANT_ACTION_LABELS[action]), tenantActionHref(action, "#", parentId)] as const,
    ),
  };
}
