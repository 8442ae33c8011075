import { useTranslations } from "next-intl";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { buttonStyle } from "@/components/ui/button-style";
import { Card } from "@/components/ui/card";
import { type Column, DataTable } from "@/components/ui/data-table";
import { KeyPager } from "@/components/ui/key-pager";
import { Progress } from "@/components/ui/progress";
import { RefreshSoon } from "@/components/ui/refresh-soon";
import { TextLink } from "@/components/ui/text-link";
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

function EmailState({ email: { status, waitsUntil } }: { email: NonNullable<Imported["email"]> }) {
  const t = useTranslations("users.lastEmail.statuses");
  const state = waitsUntil ? "waiting" : status;
  return <Badge tone={TONES[state]}>{t(state)}</Badge>;
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
  const none = list("none");
  const columns: Column<Imported>[] = [
    {
      key: "login",
      header: fields("login"),
      rowHeader: true,
      cell: (user) => (
        <TextLink href={`/portal/${tenantId}/users/${user.id}`} prefetch={false} className="wrap-anywhere">
          {user.login}
        </TextLink>
      ),
    },
    { key: "name", header: fields("name"), cell: (user) => <span className="wrap-anywhere">{user.name ?? none}</span> },
    { key: "role", header: fields("role"), cell: (user) => (user.role ? roles(user.role) : none) },
    {
      key: "email",
      header: t("email"),
      cell: ({ email }) =>
        email ? (
          <>
            <EmailState email={email} />
            {email.error && <span className="mt-1 block text-muted text-sm">{failures(email.error.failure)}</span>}
          </>
        ) : (
          t("noEmail")
        ),
    },
  ];
  return (
    <>
      <Card flush>
        <DataTable
          caption={t("caption")}
          captionHidden
          columns={columns}
          rows={users}
          rowKey={(user) => String(user.id)}
        />
      </Card>
      <KeyPager
        label={list("pages")}
        first={first ? { href: base, label: list("firstPage") } : undefined}
        next={next === null ? undefined : { href: `${base}?after=${next}`, label: list("nextPage") }}
      />
    </>
  );
}
