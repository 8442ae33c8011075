import { useTranslations } from "next-intl";
import { ListTable } from "@/components/list/list-table";
import { useMomentCells } from "@/components/list/use-moment-cells";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";

type WithoutTwoFactorProps = {
  tenant: { id: number; name: string };
  people: readonly { id: number; login: string; name: string | null; lastSignInAt: Date | null }[];
};

/** Who has not set up two-factor authentication, each a link to the user's page. */
export function WithoutTwoFactor({ tenant, people }: WithoutTwoFactorProps) {
  const t = useTranslations("settings.without");
  const users = useTranslations("users");
  const list = useTranslations("list");
  const fields = useTranslations("fields");
  const moment = useMomentCells();
  if (people.length === 0) return <EmptyState title={t("nobodyTitle")}>{t("nobodyText")}</EmptyState>;
  return (
    <Card flush>
      <ListTable
        caption={t("caption", { tenant: tenant.name })}
        columns={[
          { head: fields("login"), kind: "two", rowHeader: true, href: `/portal/${tenant.id}/users/#` },
          { head: fields("lastSignIn"), kind: "moment" },
        ]}
        rows={people.map(({ id, login, name, lastSignInAt }) => [
          id,
          name ? [name, login] : [login],
          moment(lastSignInAt) ?? users("never"),
        ])}
        none={list("none")}
      />
    </Card>
  );
}
