import { ArrowRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { LanguageName } from "@/components/form/language-name";
import { useBytes } from "@/components/ui/use-bytes";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { LOCKS } from "@/lib/auth/model";
import { LOGO_CHANGES } from "@/lib/brand/model";
import { EMAIL_TEMPLATES } from "@/lib/outbox/model";
import { LANGUAGES, ROLES, TENANT_KINDS, USER_STATUSES } from "@/lib/vocabulary";

/** A detail of an audit line in words where it is a code of ours, else as it was written down. */
export function AuditDetailValue({ name, value }: { name: string; value: unknown }) {
  const t = useTranslations("audit.values");
  const common = useTranslations("common");
  const roles = useTranslations("roles");
  const kinds = useTranslations("tenantKinds");
  const emailNames = useTranslations("emailNames");
  const bytes = useBytes();
  const statuses = useTranslations("statuses");
  if (name === "storageQuota" && value === null) return common("unlimited");
  if (value === null || value === "") return <span className="text-muted">{common("empty")}</span>;
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (isChange(value)) {
    return (
      <span className="flex flex-wrap items-baseline gap-x-2">
        <AuditDetailValue name={name} value={value.from} />
        <ArrowRight aria-hidden="true" className="size-4 shrink-0 self-center text-muted" />
        <VisuallyHidden>{t("changedTo")}</VisuallyHidden>
        <AuditDetailValue name={name} value={value.to} />
      </span>
    );
  }
  if (typeof value === "object") return <code className="wrap-anywhere">{JSON.stringify(value)}</code>;
  if ((name === "storageQuota" || name === "storageOverage") && typeof value === "number") return bytes(value);
  const text = String(value);
  const role = ROLES.find((one) => one === value);
  const kind = TENANT_KINDS.find((one) => one === value);
  if ((name === "role" || name === "portalRole" || name === "backupRole") && role) return roles(role);
  if ((name === "portalRole" || name === "backupRole") && value === "none") return roles("none");
  const status = USER_STATUSES.find((one) => one === value);
  if (name === "status" && status) return statuses(status);
  if (name === "kind" && kind) return kinds(kind);
  if (name === "language") return <LanguageName language={LANGUAGES.find((language) => language === value) ?? "en"} />;
  const template = EMAIL_TEMPLATES.find((one) => one === value);
  if ((name === "sent" || name === "template") && template) return emailNames(template);
  const logoChange = LOGO_CHANGES.find((one) => one === value);
  if ((name === "logo" || name === "darkLogo") && logoChange) return t(logoChange);
  const lock = LOCKS.find((one) => one === value);
  if (name === "locked" && lock) return t(lock);
  return <span className="wrap-anywhere">{text}</span>;
}

/** What an edit changed: the value of before and the one of now. */
function isChange(value: unknown): value is { from: unknown; to: unknown } {
  return typeof value === "object" && value !== null && "from" in value && "to" in value;
}
