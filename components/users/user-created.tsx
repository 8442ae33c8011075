import { useTranslations } from "next-intl";
import { Flash } from "@/components/ui/flash";
import { TextLink } from "@/components/ui/text-link";

type UserCreatedProps = { tenantId: number; user: { id: number; login: string; email: string; waits: boolean } };

/** What "Create" did, on the list that follows it. */
export function UserCreated({ tenantId, user }: UserCreatedProps) {
  const t = useTranslations("users.created");
  return (
    <Flash title={t("title", { login: user.login })}>
      {t(user.waits ? "waits" : "text", { email: user.email })}{" "}
      <TextLink href={`/portal/${tenantId}/users/${user.id}`}>{t("open")}</TextLink>
    </Flash>
  );
}
