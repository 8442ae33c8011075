import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import { Card } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/form/model";

type TwoFactorDueProps = { beginAction: FormAction; next: string; signOutAction: () => Promise<void> };

/** Why the user can't go on yet, and the two ways from here. */
export function TwoFactorDue({ beginAction, next, signOutAction }: TwoFactorDueProps) {
  const t = useTranslations("account.due");
  const account = useTranslations("account");
  const portal = useTranslations("portal");
  return (
    <Card>
      <div className="flex max-w-prose flex-col gap-3">
        <p>{t("why")}</p>
        <p>{t("what")}</p>
      </div>
      <div className="mt-5 flex flex-wrap gap-2">
        <ActionButton action={beginAction} hidden={{ next }}>
          {account("twoFactor.setUp")}
        </ActionButton>
        <form action={signOutAction}>
          <SubmitButton variant="secondary">{portal("signOut")}</SubmitButton>
        </form>
      </div>
    </Card>
  );
}
