import { getTranslations } from "next-intl/server";
import { ClientsHeader } from "@/components/clients/clients-header";
import { ClientsTable } from "@/components/clients/clients-table";
import { KeyPager } from "@/components/ui/key-pager";
import { CLIENT_LIST } from "@/lib/clients/model";
import { DEFAULT_NOTICE_PERCENT } from "@/lib/quotas/model";
import { tenantStatus } from "@/lib/vocabulary";
import { askClients } from "../../../../queries";
import { database } from "../../../database";
import { companyOf } from "../../../reader";

/** The first page of a partner's clients by one query, for anyone. */
export default async function ClientsPage({ params }: PageProps<"/portal/[tenantId]/clients">) {
  const tenant = companyOf(Number((await params).tenantId));
  const rows = await askClients(database(), tenant.id);
  const clients = rows.slice(0, 50).map(({ quotaBytes, overageBytes, usedBytes, measuredAt, ...row }) => ({
    ...row,
    status: tenantStatus(row),
    recoverableUntil: null,
    recoverable: false,
    storage: {
      quotaBytes,
      overageBytes,
      measuredAt,
      noticePercent: DEFAULT_NOTICE_PERCENT,
      hard: row.kind === "customer",
      usedBytes: usedBytes ?? 0,
      oldestAt: measuredAt,
      includesBelow: true,
    },
  }));
  const list = await getTranslations("list");
  const state = CLIENT_LIST.parse({});
  return (
    <>
      <ClientsHeader {...{ tenant, look: "clients", state, any: true, filtered: false }} />
      <ClientsTable
        {...{ tenant, look: "clients", clients, state }}
        actionsOn={() => ["tenant.update", "tenant.move", "tenant.start_self_management", "tenant.disable"]}
      />
      <KeyPager
        label={list("pages")}
        next={{ href: `/portal/${tenant.id}/clients?after=${rows[49]?.id}`, label: list("nextPage") }}
      />
    </>
  );
}
