import { SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { ListTable } from "@/components/list/list-table";
import { gatherWords, type ListColumn, type Row } from "@/components/list/model";
import { TENANT_STATUS_TONES } from "@/components/tenants/tenant-status-badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { USER_STATUS_TONES } from "@/components/users/user-status-badge";
import type { SearchArea, SearchHits, TenantHit, UserHit } from "@/lib/search/model";

type SearchResultsProps = { hits: SearchHits; limit: number; area: SearchArea };

/** What a search found: companies, then users. */
export function SearchResults({ hits: { tenants, users }, limit, area }: SearchResultsProps) {
  const t = useTranslations("search");
  if (tenants.length + users.length === 0) {
    return (
      <EmptyState icon={<SearchX />} title={t("nothing")}>
        <p>{t("nothingText")}</p>
      </EmptyState>
    );
  }
  const more = (count: number) => (count < limit ? undefined : t("more", { count: limit }));
  return (
    <>
      {tenants.length > 0 && (
        <Card flush title={t("tenants")} description={more(tenants.length)}>
          <FoundTenants tenants={tenants} />
        </Card>
      )}
      {area === "all" && users.length > 0 && (
        <Card flush title={t("users")} description={more(users.length)}>
          <FoundUsers users={users} />
        </Card>
      )}
    </>
  );
}

function FoundTenants({ tenants }: { tenants: readonly TenantHit[] }) {
  const t = useTranslations("search");
  const list = useTranslations("list");
  const fields = useTranslations("fields");
  const kinds = useTranslations("tenantKinds");
  const names = useTranslations("statuses");
  const statuses = gatherWords();
  const columns: ListColumn[] = [
    { head: fields("name"), kind: "two", rowHeader: true, href: "/portal/#" },
    { head: fields("kind"), from: "sm" },
    { head: t("columns.parent"), below: true },
    { head: fields("status"), kind: "word", words: statuses.words },
  ];
  const rows = tenants.map(({ id, name, kind, parentName, status }): Row => {
    return [id, [name], kinds(kind), parentName, statuses.of(names(status), TENANT_STATUS_TONES[status])];
  });
  return <ListTable caption={t("tenants")} columns={columns} rows={rows} none={list("none")} />;
}

function FoundUsers({ users }: { users: readonly UserHit[] }) {
  const t = useTranslations("search");
  const list = useTranslations("list");
  const fields = useTranslations("fields");
  const names = useTranslations("statuses");
  const statuses = gatherWords();
  const differs = users.some(({ login, email }) => email !== login);
  const columns: ListColumn[] = [
    { head: fields("login"), kind: "two", rowHeader: true },
    ...(differs ? [{ head: fields("email"), from: "lg" } as const] : []),
    { head: fields("company"), below: true },
    { head: fields("status"), kind: "word", words: statuses.words },
  ];
  const rows = users.map(({ id, tenantId, login, name, email, tenantName, status }): Row => {
    return [
      id,
      [name ?? login, name ? login : 0, `/portal/${tenantId}/users/${id}`],
      ...(differs ? [email === login ? "" : email] : []),
      tenantName,
      statuses.of(names(status), USER_STATUS_TONES[status]),
    ];
  });
  return <ListTable caption={t("users")} columns={columns} rows={rows} none={list("none")} />;
}
