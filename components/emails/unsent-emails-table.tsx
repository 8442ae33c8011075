import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { Address } from "@/components/ui/address";
import { Card } from "@/components/ui/card";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Moment } from "@/components/ui/moment";
import { TextLink } from "@/components/ui/text-link";
import { canSendAgain, type UnsentEmail, type UnsentStatus } from "@/lib/email/model";
import type { FormAction } from "@/lib/form/model";
import { EMAIL_TEMPLATES } from "@/lib/outbox/model";

type UnsentEmailsTableProps = {
  /** The tenant whose list this is; the emails may belong to tenants below it. */
  tenant: { id: number; name: string };
  emails: readonly UnsentEmail[];
  status: UnsentStatus;
  /** Puts an email back into the queue; left out for users who can only look. */
  sendAgainAction?: FormAction;
};

/** Emails that haven't gone out: recipient, which email, why not, and a button to try again. */
export function UnsentEmailsTable({ tenant, emails, status, sendAgainAction }: UnsentEmailsTableProps) {
  const t = useTranslations("unsentEmails");
  const list = useTranslations("list");
  const fields = useTranslations("fields");
  const emailNames = useTranslations("emailNames");
  const actions = useTranslations("actions");
  const templateText = ({ template }: UnsentEmail) => {
    const known = EMAIL_TEMPLATES.find((name) => name === template);
    return emailNames(known ?? "other");
  };
  const columns: Column<UnsentEmail>[] = [
    {
      key: "to",
      header: fields("recipient"),
      rowHeader: true,
      cell: (email) => (
        <span className="wrap-anywhere sm:block sm:max-w-72">
          {email.gone ? (
            <span className="text-muted">
              <Address>{email.toAddress}</Address>
            </span>
          ) : (
            <TextLink href={`/portal/${email.tenantId}/users/${email.userId}`}>
              <Address>{email.toAddress}</Address>
            </TextLink>
          )}
          <span className="block font-normal text-muted text-sm">{email.tenantName}</span>
        </span>
      ),
    },
    { key: "message", header: fields("message"), cell: templateText },
    {
      key: "why",
      header: status === "failed" ? fields("whatWentWrong") : t("columns.state"),
      cell: (email) => <Reason email={email} />,
    },
    {
      key: "written",
      header: fields("emailCreated"),
      from: "lg",
      cell: ({ createdAt }) => <Moment value={createdAt} look="stacked" />,
    },
  ];
  if (sendAgainAction) {
    columns.push({
      key: "actions",
      header: list("actions"),
      align: "end",
      cell: (email) =>
        canSendAgain(email) && !email.gone ? (
          <div className="flex whitespace-nowrap sm:justify-end">
            <ActionForm
              action={sendAgainAction}
              hidden={{
                listId: tenant.id,
                status,
                tenantId: email.tenantId,
                userId: email.userId,
                emailId: email.id,
              }}
              submitLabel={actions("sendAgain")}
            />
          </div>
        ) : (
          <span className="text-muted">{list("none")}</span>
        ),
    });
  }
  return (
    <Card flush>
      <DataTable
        caption={t("caption", { tenant: tenant.name })}
        captionHidden
        columns={columns}
        rows={emails}
        rowKey={({ id }) => id}
      />
    </Card>
  );
}

function Reason({ email: { status, error, attempts, nextAttemptAt, waitsUntil } }: { email: UnsentEmail }) {
  const t = useTranslations("unsentEmails");
  const failures = useTranslations("emails.failures");
  const texts = useTranslations("users.lastEmail");
  return (
    <div className="sm:max-w-96">
      {error ? failures(error.failure) : waitsUntil ? texts("waits") : t("notTried")}
      {error?.detail && (
        <span className="wrap-anywhere mt-0.5 block text-muted text-sm">
          {texts("answer", { detail: error.detail })}
        </span>
      )}
      {error && attempts > 0 && <span className="block text-muted text-sm">{t("attempts", { count: attempts })}</span>}
      {status === "queued" && (error || waitsUntil) && (
        <span className="block text-muted text-sm">
          {texts("nextAttempt")} · <Moment value={nextAttemptAt} />
        </span>
      )}
    </div>
  );
}
