import { useTranslations } from "next-intl";
import { MessagePage } from "./message-page";

/** "Check your inbox": the same words whether or not the login exists. */
export function ResetSent() {
  const t = useTranslations("passwordReset");
  const common = useTranslations("common");
  return (
    <MessagePage
      title={t("sentTitle")}
      text={
        <>
          {t("sentText")} <span className="mt-2 block text-sm">{t("sentTrouble")}</span>
        </>
      }
      action={{ href: "/login", label: common("backToSignIn") }}
      secondary={{ href: "/forgot-password", label: t("tryAnotherLogin") }}
    />
  );
}
