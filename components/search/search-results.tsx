import { SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { TenantStatusBadge } from "@/components/tenants/tenant-status-badge";
import { Address } from "@/components/ui/address";
import { Card } from "@/components/ui/card";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";
import { UserStatusBadge } from "@/components/users/user-status-badge";
import type { SearchArea, SearchHits, TenantHit, UserHit } from "@/lib/search/model";

type SearchResultsProps = { hits: SearchHits; limit: number; area: SearchArea };

/** What a search found: companies, then users. */
export function SearchResults({ hits: { tenants, users }, limit, area }: SearchResultsProps) {
  const t = useTranslations("search");
  const list = useTranslations("list");
  const fields = useTranslations("fields");
  const kinds = useTranslations("tenantKinds");
  const tenantColumns: Column<TenantHit>[] = [
    {
      key: "name",
      header: fields("name"),
      rowHeader: true,
      cell: ({ id, name }) => (
        <TextLink href={`/portal/${id}`} className="wrap-anywhere sm:wrap-break-word">
          {name}
        </TextLink>
      ),
    },
    { key: "kind", header: fields("kind"), cell: ({ kind }) => kinds(kind) },
    { key: "parent", header: t("columns.parent"), cell: ({ parentName }) => parentName ?? list("none") },
    { key: "status", header: fields("status"), cell: ({ status }) => <TenantStatusBadge status={status} /> },
  ];
  const userColumns: Column<UserHit>[] = [
    {
      key: "login",
      header: fields("login"),
      rowHeader: true,
      cell: ({ id, tenantId, login }) => (
        <TextLink href={`/portal/${tenantId}/users/${id}`} className="wrap-anywhere sm:wrap-break-word">
          <Address>{login}</Address>
        </TextLink>
      ),
    },
    { key: "name", header: fields("name"), cell: ({ name }) => name ?? list("none") },
    {
      key: "email",
      header: fields("email"),
      from: "lg",
      cell: ({ email }) => (
        <span className="wrap-anywhere sm:wrap-break-word">
          <Address>{email}</Address>
        </span>
      ),
    },
    { key: "company", header: fields("company"), cell: ({ tenantName }) => tenantName },
    { key: "status", header: fields("status"), cell: ({ status }) => <UserStatusBadge status={status} /> },
  ];
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
          <DataTable
            caption={t("tenants")}
            captionHidden
            columns={tenantColumns}
            rows={tenants}
            rowKey={({ id }) => String(id)}
          />
        </Card>
      )}
      {area === "all" && users.length > 0 && (
        <Card flush title={t("users")} description={more(users.length)}>
          <DataTable
            caption={t("users")}
            captionHidden
            columns={userColumns}
            rows={users}
            rowKey={({ id }) => String(id)}
          />
        </Card>
      )}
    </>
  );
}
