import { useTranslations } from "next-intl";
import { ListTable } from "@/components/list/list-table";
import type { ListColumn, Row } from "@/components/list/model";
import { useMomentCells } from "@/components/list/use-moment-cells";
import { Card } from "@/components/ui/card";
import { useMomentText } from "@/components/ui/moment-text";
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
  const moment = useMomentCells();
  const reasons = useReasons(status);
  const columns: ListColumn[] = [
    { head: fields("recipient"), kind: "two", rowHeader: true },
    { head: fields("message"), from: "sm" },
    { head: status === "failed" ? fields("whatWentWrong") : t("columns.state"), kind: "lines", below: true },
    { head: fields("emailCreated"), kind: "moment", from: "lg" },
  ];
  if (sendAgainAction) {
    columns.push({
      head: list("actions"),
      kind: "form",
      end: true,
      form: {
        action: sendAgainAction,
        values: { listId: tenant.id, status },
        fields: ["tenantId", "userId", "emailId"],
        label: actions("sendAgain"),
      },
    });
  }
  const rows = emails.map((email): Row => {
    const { id, tenantId, userId, gone, toAddress, tenantName, template, createdAt } = email;
    return [
      id,
      [toAddress, tenantName, gone ? null : `/portal/${tenantId}/users/${userId}`],
      emailNames(EMAIL_TEMPLATES.find((name) => name === template) ?? "other"),
      reasons(email),
      moment(createdAt),
      ...(sendAgainAction ? [canSendAgain(email) && !gone ? [String(tenantId), String(userId), id] : null] : []),
    ];
  });
  return (
    <Card flush>
      <ListTable caption={t("caption", { tenant: tenant.name })} columns={columns} rows={rows} none={list("none")} />
    </Card>
  );
}

/** Why an email hasn't gone out, line by line. */
function useReasons(status: UnsentStatus): (email: UnsentEmail) => string[] {
  const t = useTranslations("unsentEmails");
  const failures = useTranslations("emails.failures");
  const texts = useTranslations("users.lastEmail");
  const momentText = useMomentText();
  return ({ error, attempts, nextAttemptAt, waitsUntil }) => {
    const lines = [error ? failures(error.failure) : waitsUntil ? texts("waits") : t("notTried")];
    if (error?.detail) lines.push(texts("answer", { detail: error.detail }));
    if (error && attempts > 0) lines.push(t("attempts", { count: attempts }));
    if (status === "queued" && (error || waitsUntil))
      lines.push(`${texts("nextAttempt")} · ${momentText(nextAttemptAt).text}`);
    return lines;
  };
}
