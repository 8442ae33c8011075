import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

type FirstUserHintProps = {
  tenant: { id: number; name: string };
  /** No one at all, or only the reader. */
  who: "empty" | "alone";
  mayCreate: boolean;
};

/** Under a list without other users: what to do first. */
export function FirstUserHint({ tenant, who, mayCreate }: FirstUserHintProps) {
  const users = useTranslations("users");
  const t = useTranslations(`users.${who}`);
  const action = mayCreate && <LinkButton href={`/portal/${tenant.id}/users/new`}>{users("createFirst")}</LinkButton>;
  return (
    <EmptyState icon={<UserPlus />} title={t("title")} action={action}>
      <p>{t(mayCreate ? "text" : "textReadOnly", { tenant: tenant.name })}</p>
    </EmptyState>
  );
}
