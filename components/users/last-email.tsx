import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import { Moment } from "@/components/ui/moment";
import { RefreshSoon } from "@/components/ui/refresh-soon";
import { canSendAgain, type DeliveryError, type EmailStatus } from "@/lib/email/model";
import type { FormAction } from "@/lib/form/model";
import { EMAIL_TEMPLATES } from "@/lib/outbox/model";

const TONES: Record<EmailStatus | "waiting", BadgeTone> = {
  queued: "warning",
  waiting: "warning",
  sending: "accent",
  sent: "success",
  delivered: "success",
  failed: "danger",
};

type Delivery = {
  id: string;
  template: string;
  toAddress: string;
  status: EmailStatus;
  attempts: number;
  error: DeliveryError | null;
  createdAt: Date;
  nextAttemptAt: Date;
  waitsUntil: Date | null;
  sentAt: Date | null;
};

/** Whether its state will change within seconds. */
function isOnItsWay({ status, error, waitsUntil }: Delivery): boolean {
  return status === "sending" || (status === "queued" && error === null && waitsUntil === null);
}

type LastEmailProps = {
  email: Delivery | null;
  place: { tenantId: number; userId: number };
  /** Puts it back into the queue; left out for those who can't. */
  sendAgainAction?: FormAction;
};

/** The state of the last email to a user: queued, sent, or failed and why. */
export function LastEmail({ email, place, sendAgainAction }: LastEmailProps) {
  const t = useTranslations("users.lastEmail");
  const actions = useTranslations("actions");
  if (!email) {
    return (
      <Card title={t("title")}>
        <p className="text-muted">{t("none")}</p>
      </Card>
    );
  }
  const state = email.waitsUntil ? "waiting" : email.status;
  return (
    <Card title={t("title")} actions={<Badge tone={TONES[state]}>{t(`statuses.${state}`)}</Badge>}>
      {email.waitsUntil && <p className="mb-2 text-muted">{t("waits")}</p>}
      <DeliveryFacts email={email} />
      {isOnItsWay(email) && <RefreshSoon />}
      {sendAgainAction && (
        <div className="mt-3 empty:hidden">
          <ActionForm
            action={sendAgainAction}
            hidden={{ ...place, emailId: email.id }}
            submitLabel={actions("sendAgain")}
            success={t("queuedAgain")}
            available={canSendAgain(email)}
          />
        </div>
      )}
    </Card>
  );
}

function DeliveryFacts({ email }: { email: Delivery }) {
  const t = useTranslations("users.lastEmail");
  const emailNames = useTranslations("emailNames");
  const fields = useTranslations("fields");
  const failures = useTranslations("emails.failures");
  const template = EMAIL_TEMPLATES.find((known) => known === email.template);
  const waiting = email.status === "queued";
  const items = [
    { term: fields("message"), value: emailNames(template ?? "other") },
    { term: fields("recipient"), value: <span className="wrap-anywhere">{email.toAddress}</span> },
    { term: fields("emailCreated"), value: <Moment value={email.createdAt} /> },
    ...(email.sentAt ? [{ term: t("sentAt"), value: <Moment value={email.sentAt} /> }] : []),
    ...(email.error
      ? [
          {
            term: waiting ? t("whyLastTime") : fields("whatWentWrong"),
            value: (
              <>
                {failures(email.error.failure)}
                {email.error.detail && (
                  <span className="wrap-anywhere mt-0.5 block text-muted text-sm">
                    {t("answer", { detail: email.error.detail })}
                  </span>
                )}
              </>
            ),
          },
          { term: t("attempts"), value: String(email.attempts) },
        ]
      : []),
    ...(waiting
      ? [
          {
            term: t("nextAttempt"),
            value: email.error || email.waitsUntil ? <Moment value={email.nextAttemptAt} /> : t("soon"),
          },
        ]
      : []),
  ];
  return <DefinitionList items={items} />;
}
