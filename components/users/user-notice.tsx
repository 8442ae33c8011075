import { useFormatter, useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { Flash } from "@/components/ui/flash";
import type { FormAction } from "@/lib/form/model";
import type { UserStatus } from "@/lib/vocabulary";

type UserNoticeProps = {
  /** What the address says was just done. */
  notice: unknown;
  user: {
    login: string;
    status: UserStatus;
    activatedAt: Date | null;
    recoverableUntil: Date | null;
    twoFactor: boolean;
  };
  /** What takes it back, where the reader may; by notice. */
  undo: Partial<Record<"disabled" | "enabled" | "deleted", FormAction | false>>;
  /** The user it is about, as the forms post it. */
  place: Record<string, number>;
};

const UNDO = { disabled: "enableAgain", enabled: "disableAgain", deleted: "recover" } as const;

/** What an action did to the user whose page follows it. An address can be made up, so it counts only while it can be true. */
export function UserNotice({ notice, user, undo, place }: UserNoticeProps) {
  const t = useTranslations("users.actions.notices");
  const actions = useTranslations("actions");
  const format = useFormatter();
  const { login, status, recoverableUntil } = user;
  const until = recoverableUntil ? format.dateTime(recoverableUntil, { dateStyle: "long" }) : "";
  const said: Record<string, string | false> = {
    disabled: status === "disabled" && t("disabled", { login }),
    recovered: status === "disabled" && t("recovered", { login }),
    enabled:
      (status === "active" && t("enabled", { login })) ||
      (status === "not_activated" && t("enabledNotActivated", { login })),
    deleted: status === "deleted" && t("deleted", { login, until }),
    "two-factor-reset": status !== "deleted" && !user.twoFactor && t("two_factor_reset", { login }),
  };
  const text = typeof notice === "string" && said[notice];
  if (!text) return null;
  const done = notice === "disabled" || notice === "enabled" || notice === "deleted" ? notice : undefined;
  const action = done && undo[done];
  return (
    <Flash
      key={text}
      undo={action && <ActionForm action={action} hidden={place} size="sm" submitLabel={actions(UNDO[done])} />}
    >
      {text}
    </Flash>
  );
}
