import { useTranslations } from "next-intl";
import { MessagePage } from "./message-page";

export type LinkProblemCode = "LINK_USED" | "LINK_REPLACED" | "LINK_EXPIRED" | "LINK_INVALID";

/** What is wrong with an activation link, and how to get a new one: "Forgot password?" sends it to accounts not yet active. */
export function ActivationLinkProblem({ code }: { code: LinkProblemCode }) {
  const t = useTranslations("activation");
  const linkPages = useTranslations("linkPages");
  const again = { href: "/forgot-password", label: t("sendNewEmail") };
  const signIn = { href: "/login", label: linkPages("goToSignIn") };
  const used = code === "LINK_USED";
  return (
    <MessagePage
      title={used ? t("problems.LINK_USED.title") : linkPages(`problems.${code}`)}
      text={t(`problems.${code}.text`)}
      action={used ? signIn : again}
      secondary={used ? undefined : signIn}
    />
  );
}

/** The same for a link to a new password. */
export function ResetLinkProblem({ code }: { code: LinkProblemCode }) {
  const t = useTranslations("passwordReset");
  const linkPages = useTranslations("linkPages");
  const again = { href: "/forgot-password", label: t("sendNewLink") };
  const signIn = { href: "/login", label: linkPages("goToSignIn") };
  const used = code === "LINK_USED";
  return (
    <MessagePage
      title={used ? t("problems.LINK_USED.title") : linkPages(`problems.${code}`)}
      text={t(`problems.${code}.text`)}
      action={used ? signIn : again}
      secondary={used ? again : signIn}
    />
  );
}

/** The same for the link that confirms a new address. */
export function EmailChangeLinkProblem({ code }: { code: LinkProblemCode }) {
  const t = useTranslations("confirmEmail");
  const linkPages = useTranslations("linkPages");
  return (
    <MessagePage
      title={
        code === "LINK_USED" || code === "LINK_REPLACED" ? t(`problems.${code}.title`) : linkPages(`problems.${code}`)
      }
      text={t(`problems.${code}.text`)}
      action={{ href: "/login", label: linkPages("goToSignIn") }}
    />
  );
}
