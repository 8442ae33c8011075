import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { Flash } from "@/components/ui/flash";
import { PageHeader } from "@/components/ui/page-header";
import type { DeliveryCounts } from "@/lib/user-import/model";
import { ImportDelivery, type Imported, ImportedUsers } from "./import-result";

type ImportResultViewProps = {
  tenantId: number;
  result: { id: string; delivery: DeliveryCounts; users: readonly Imported[]; next: number | null };
  /** The filter and page in the address. */
  after: number | undefined;
};

/** What an import did: the users it created, and the state of their emails. */
export function ImportResultView({ tenantId, result, after }: ImportResultViewProps) {
  const t = useTranslations("userImport.result");
  const userWords = useTranslations("users");
  const { id, delivery, users, next } = result;
  const base = `/portal/${tenantId}/users/import/${id}`;
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          <LinkButton href={`/portal/${tenantId}/users`} variant="secondary">
            {userWords("goToUsers")}
          </LinkButton>
        }
      />
      <Flash key={id} title={t("created", { count: delivery.total })}>
        {t("createdText")}
      </Flash>
      <ImportDelivery delivery={delivery} base={base} />
      <ImportedUsers tenantId={tenantId} users={users} base={base} first={after !== undefined} next={next} />
    </>
  );
}
