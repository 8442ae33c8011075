import { useNow, useTranslations } from "next-intl";
import { ConfirmedAction } from "@/components/form/confirmed-action";
import { Card } from "@/components/ui/card";
import { Flash } from "@/components/ui/flash";
import { TextLink } from "@/components/ui/text-link";
import { SessionsTable } from "@/components/users/sessions-table";
import type { FormAction } from "@/lib/form/model";
import type { UserSessionsView } from "@/lib/users/model";

type UserSessionsProps = {
  user: { id: number; login: string };
  access: UserSessionsView;
  /** What the address says was just done. */
  notice: unknown;
  actions: Record<"endUserSessionAction" | "endUserSessionsAction" | "resetTrustedBrowsersAction", FormAction>;
};

/** Where a user is signed in, and in which browsers without a code; an administrator may end both. */
export function UserSessions({ user, access, notice, actions }: UserSessionsProps) {
  const t = useTranslations("users.sessions");
  const account = useTranslations("account");
  const common = useTranslations("common");
  const verbs = useTranslations("actions");
  const now = useNow();
  const { login } = user;
  const { tenantId, sessions, trustedBrowsers, own, mayEnd } = access;
  const place = { tenantId, userId: user.id };
  const news: Record<string, string | false> = {
    "session-ended": t("notices.one"),
    "sessions-ended": sessions.length === 0 && t("notices.all", { login }),
    "trusted-browsers-reset": trustedBrowsers === 0 && t("notices.trusted", { login }),
  };
  const said = typeof notice === "string" && news[notice];
  const question = (key: "endAll" | "resetTrusted") => ({
    label: t(`${key}.label`),
    question: {
      title: t(`${key}.title`, { login }),
      text: t(`${key}.text`),
      submit: key === "endAll" ? t("endAll.submit") : verbs("reset"),
      cancel: common("cancel"),
    },
  });
  return (
    <div className="flex flex-col gap-3">
      {/* The same news twice in a row is news again. */}
      {said && <Flash key={`${said}${sessions.length}`}>{said}</Flash>}
      <Card title={account("sessions.title")} description={t("count", { count: sessions.length })} flush>
        {sessions.length > 0 && (
          <SessionsTable
            sessions={sessions}
            now={now}
            end={mayEnd ? { action: actions.endUserSessionAction, hidden: place, label: t("endOne") } : undefined}
            caption={t("caption", { login })}
          />
        )}
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 border-line border-t px-4 py-4 sm:px-5">
          <p className="min-w-0 flex-[1_1_18rem] text-muted text-sm">
            {own
              ? t.rich("own", { link: (text) => <TextLink href="/account/sessions">{text}</TextLink> })
              : t("trusted", { count: trustedBrowsers })}
          </p>
          {mayEnd && (
            <div className="flex flex-wrap gap-2">
              {trustedBrowsers > 0 && (
                <ConfirmedAction
                  action={actions.resetTrustedBrowsersAction}
                  hidden={place}
                  {...question("resetTrusted")}
                />
              )}
              {sessions.length > 0 && (
                <ConfirmedAction action={actions.endUserSessionsAction} hidden={place} {...question("endAll")} />
              )}
            </div>
          )}
        </div>
      </Card>
    </div>
  );
}
