import { MailCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import { UNSENT_DAYS, type UnsentStatus } from "@/lib/email/model";

/** Takes the place of the list when everything has gone out. */
export function NoUnsentEmails({ status, tenant }: { status: UnsentStatus; tenant: { name: string } }) {
  const t = useTranslations(`unsentEmails.empty.${status}`);
  return (
    <EmptyState icon={<MailCheck />} title={t("title")}>
      <p>{t("text", { tenant: tenant.name, days: UNSENT_DAYS })}</p>
    </EmptyState>
  );
}
