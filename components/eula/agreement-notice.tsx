import { useTranslations } from "next-intl";
import { Flash } from "@/components/ui/flash";

type AgreementNoticeProps = { notice: unknown; version: string; draft: boolean };

/** What was just done on the page. An address can be made up, so what it says counts only while it can be true. */
export function AgreementNotice({ notice, version, draft }: AgreementNoticeProps) {
  const t = useTranslations("agreement.notices");
  if (draft && (notice === "started" || notice === "removed")) return <Flash key={notice}>{t(notice)}</Flash>;
  if (!draft && notice === "discarded") return <Flash key={notice}>{t(notice)}</Flash>;
  return !draft && notice === "published" ? <Flash key={version}>{t(notice, { version })}</Flash> : null;
}
