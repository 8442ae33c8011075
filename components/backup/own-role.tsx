import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import type { Roles } from "@/lib/vocabulary";

/** The reader's own role, for users who see no others. */
export function OwnRole({ roles }: { roles: Roles }) {
  const t = useTranslations("backup.own");
  const fields = useTranslations("fields");
  const names = useTranslations("roles");
  const format = useFormatter();
  const held = [roles.management_portal, roles.backup].flatMap((role) => (role ? [names(role)] : []));
  return (
    <Card title={t("title")} description={t("text")}>
      <DefinitionList items={[{ term: fields("role"), value: format.list(held) }]} />
    </Card>
  );
}
