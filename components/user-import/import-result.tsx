import { useTranslations } from "next-intl";
import { ListTable } from "@/components/list/list-table";
import { gatherWords, type ListColumn, type Row } from "@/components/list/model";
import type { BadgeTone } from "@/components/ui/badge";
import { buttonStyle } from "@/components/ui/button-style";
import { Card } from "@/components/ui/card";
import { KeyPager } from "@/components/ui/key-pager";
import { Progress } from "@/components/ui/progress";
import { RefreshSoon } from "@/components/ui/refresh-soon";
import type { DeliveryError, EmailStatus } from "@/lib/email/model";
import type { DeliveryCounts } from "@/lib/user-import/model";
import type { Role } from "@/lib/vocabulary";

const TONES: Record<EmailStatus | "waiting", BadgeTone> = {
  queued: "warning",
  waiting: "warning",
  sending: "accent",
  sent: "success",
  delivered: "success",
  failed: "danger",
};

export type Imported = {
  id: number;
  login: string;
  name: string | null;
  role: Role | null;
  email: { status: EmailStatus; error: DeliveryError | null; waitsUntil: Date | null } | null;
};

/** How far the activation emails have come. The page looks again by itself for as long as there is something to see. */
export function ImportDelivery({ delivery, base }: { delivery: DeliveryCounts; base: string }) {
  const t = useTranslations("userImport.result");
  const { total, sent, waiting, later, failed } = delivery;
  return (
    <Card>
      <div className="flex flex-col gap-3">
        <Progress label={t("emails")} value={sent} max={total} text={t("progress", { sent, total })} />
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 text-sm">
          <p className="text-muted">
            {waiting > 0 ? t("waiting", { count: waiting }) : failed + later === 0 && t("allSent")}
          </p>
          {waiting > 0 && (
            <a href={base} className={buttonStyle("secondary", "sm")}>
              {t("reload")}
            </a>
          )}
        </div>
        {later > 0 && <p className="text-muted text-sm">{t("later", { count: later })}</p>}
        {failed > 0 && <p className="font-medium text-danger text-sm">{t("failed", { count: failed })}</p>}
      </div>
      {/* Progress restarts the series of refreshes. */}
      {waiting > 0 && <RefreshSoon key={`${sent} ${failed}`} />}
    </Card>
  );
}

type ImportedUsersProps = {
  tenantId: number;
  users: readonly Imported[];
  base: string;
  first: boolean;
  next: number | null;
};

/** The users that an import created, with the state of their activation emails. */
export function ImportedUsers({ tenantId, users, base, first, next }: ImportedUsersProps) {
  const t = useTranslations("userImport.result");
  const fields = useTranslations("fields");
  const list = useTranslations("list");
  const roles = useTranslations("roles");
  const failures = useTranslations("emails.failures");
  const statuses = useTranslations("users.lastEmail.statuses");
  const states = gatherWords();
  const stateOf = ({ status, waitsUntil }: NonNullable<Imported["email"]>) => {
    const state = waitsUntil ? "waiting" : status;
    return states.of(statuses(state), TONES[state]);
  };
  const failed = users.some(({ email }) => email?.error);
  const columns: ListColumn[] = [
    { head: fields("login"), kind: "two", rowHeader: true, href: `/portal/${tenantId}/users/#` },
    { head: fields("role"), from: "sm" },
    { head: t("email"), kind: "word", words: states.words },
    ...(failed ? [{ head: fields("whatWentWrong"), kind: "lines", from: "sm" } as const] : []),
  ];
  const rows = users.map(({ id, login, name, role, email }): Row => {
    return [
      id,
      name ? [name, login] : [login],
      role && roles(role),
      email ? stateOf(email) : states.of(t("noEmail")),
      ...(failed ? [email?.error ? failures(email.error.failure) : ""] : []),
    ];
  });
  return (
    <>
      <Card flush>
        <ListTable caption={t("caption")} columns={columns} rows={rows} none={list("none")} />
      </Card>
      <KeyPager
        label={list("pages")}
        first={first ? { href: base, label: list("firstPage") } : undefined}
        next={next === null ? undefined : { href: `${base}?after=${next}`, label: list("nextPage") }}
      />
    </>
  );
}
