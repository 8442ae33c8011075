import { useTranslations } from "next-intl";
import { Flash } from "@/components/ui/flash";
import { TextLink } from "@/components/ui/text-link";

type ClientCreatedProps = { client: { id: number; name: string; email: string } };

/** What "Done" did, on the list that follows it. */
export function ClientCreated({ client }: ClientCreatedProps) {
  const t = useTranslations("clients.created");
  const users = useTranslations("users");
  return (
    <Flash title={t("title", { name: client.name })}>
      {users("created.text", { email: client.email })} <TextLink href={`/portal/${client.id}`}>{t("open")}</TextLink>
    </Flash>
  );
}
