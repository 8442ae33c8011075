import { useTranslations } from "next-intl";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";

type TenantBreadcrumbsProps = {
  /** From the reader's own tenant down to the current one. */
  tenants: readonly { id: number; name: string }[];
  /** Their addresses but for the ID. */
  base: string;
};

/** The way down to the current tenant; nothing on the reader's own one, whose name is in the header. */
export function TenantBreadcrumbs({ tenants, base }: TenantBreadcrumbsProps) {
  const t = useTranslations("common");
  if (tenants.length < 2) return null;
  return (
    <Breadcrumbs
      label={t("breadcrumbs")}
      items={tenants.map(({ id, name }) => ({ label: name, href: `${base}/${id}` }))}
    />
  );
}
