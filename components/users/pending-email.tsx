import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { useMomentText } from "@/components/ui/moment-text";
import { Notice } from "@/components/ui/notice";
import type { FormAction } from "@/lib/form/model";
import type { PendingEmailChange } from "@/lib/users/model";

type PendingEmailProps = {
  pending: PendingEmailChange;
  /** The address that counts until then. */
  email: string;
  /** What the buttons post; left out for users who can only look. */
  actions?: { sendAgain: FormAction; cancel: FormAction; hidden: Record<string, string | number> };
};

/** A new address that waits for its owner to open the link: what is going to happen, "Send again" and "Cancel". */
export function PendingEmail({ pending, email, actions }: PendingEmailProps) {
  const t = useTranslations("emailChange");
  const verbs = useTranslations("actions");
  const users = useTranslations("users");
  const { text: moment } = useMomentText()(pending.expiresAt, "inText");
  return (
    <Notice tone={pending.expired ? "warning" : "info"} title={users("edit.waiting")}>
      <p className="wrap-anywhere">
        {pending.expired
          ? t("expired", { email: pending.email, present: email })
          : t("text", { email: pending.email, present: email, moment })}{" "}
        {pending.login && t("loginChanges", { login: pending.login })}
      </p>
      {actions && (
        <div className="mt-3 flex flex-wrap gap-2">
          <ActionForm action={actions.sendAgain} hidden={actions.hidden} submitLabel={verbs("sendAgain")} success="" />
          <ActionForm action={actions.cancel} hidden={actions.hidden} submitLabel={t("cancel")} success="" />
        </div>
      )}
    </Notice>
  );
}
