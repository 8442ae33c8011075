import { useTranslations } from "next-intl";
import { Flash } from "@/components/ui/flash";
import { RefreshSoon } from "@/components/ui/refresh-soon";
import type { EmailStatus } from "@/lib/email/model";

type SentAgainProps = { email: { toAddress: string; status: EmailStatus } };

/** What "Send again" did, on the list that follows it, and what has become of the email since. */
export function SentAgain({ email: { toAddress, status } }: SentAgainProps) {
  const t = useTranslations("unsentEmails.again");
  const tone = status === "failed" ? "danger" : "success";
  const onItsWay = status === "queued" || status === "sending";
  return (
    <>
      <Flash tone={tone}>{t(status, { address: toAddress })}</Flash>
      {onItsWay && <RefreshSoon />}
    </>
  );
}
