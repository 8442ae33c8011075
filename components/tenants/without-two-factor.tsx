import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Moment } from "@/components/ui/moment";
import { TextLink } from "@/components/ui/text-link";

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
  if (people.length === 0) return <EmptyState title={t("nobodyTitle")}>{t("nobodyText")}</EmptyState>;
  return (
    <Card flush>
      <DataTable
        caption={t("caption", { tenant: tenant.name })}
        captionHidden
        rows={people}
        rowKey={({ id }) => String(id)}
        columns={[
          {
            key: "login",
            header: fields("login"),
            rowHeader: true,
            cell: ({ id, login }) => (
              <TextLink href={`/portal/${tenant.id}/users/${id}`} className="wrap-anywhere">
                {login}
              </TextLink>
            ),
          },
          { key: "name", header: fields("name"), cell: ({ name }) => name ?? list("none") },
          {
            key: "lastSignIn",
            header: fields("lastSignIn"),
            cell: ({ lastSignInAt }) => (lastSignInAt ? <Moment value={lastSignInAt} /> : users("never")),
          },
        ]}
      />
    </Card>
  );
}
