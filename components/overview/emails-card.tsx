import { CircleAlert, CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import { UNSENT_DAYS } from "@/lib/email/model";
import type { Overview } from "@/lib/overview/model";

type EmailsCardProps = { tenant: { id: number; name: string }; emails: Overview["emails"] };

/** Emails that have not gone out: those that failed, and those that wait for their turn. */
export function EmailsCard({ tenant, emails: { failed, queued } }: EmailsCardProps) {
  const t = useTranslations("overview.emails");
  const fields = useTranslations("fields");
  const list = `/portal/${tenant.id}/overview/emails`;
  return (
    <Card title={fields("emails")} description={t("description", { tenant: tenant.name, days: UNSENT_DAYS })}>
      <ul className="flex flex-col gap-1">
        <li className="flex items-center gap-2">
          {failed === 0 ? (
            <>
              <CircleCheck aria-hidden="true" className="size-4 shrink-0 text-success" />
              {t("noneFailed")}
            </>
          ) : (
            <>
              <CircleAlert aria-hidden="true" className="size-4 shrink-0 text-danger" />
              <TextLink href={list}>{t("failed", { count: failed })}</TextLink>
            </>
          )}
        </li>
        {queued > 0 && (
          <li className="ps-6">
            <TextLink href={`${list}?status=queued`}>{t("queued", { count: queued })}</TextLink>
          </li>
        )}
      </ul>
    </Card>
  );
}
