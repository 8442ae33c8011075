import { useTranslations } from "next-intl";
import { LANGUAGE_NAMES, languageSchema } from "@/lib/i18n/schema";
import { TENANT_KINDS } from "@/lib/tenants/schema";
import { ROLES, USER_STATUSES } from "@/lib/users/schema";

/** A detail of an audit line in words where it is a code of ours, else as it was written down. */
export function AuditDetailValue({ name, value }: { name: string; value: unknown }) {
  const t = useTranslations("audit.values");
  const roles = useTranslations("roles");
  const kinds = useTranslations("tenantKinds");
  const statuses = useTranslations("userStatuses");
  if (value === null || value === "") return <span className="text-muted">{t("empty")}</span>;
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (typeof value === "object") return <code className="wrap-anywhere">{JSON.stringify(value)}</code>;
  const text = String(value);
  const role = ROLES.find((one) => one === value);
  const kind = TENANT_KINDS.find((one) => one === value);
  const status = USER_STATUSES.find((one) => one === value);
  if (name === "status" && status) return statuses(status);
  if (name === "role" && role) return roles(role);
  if (name === "kind" && kind) return kinds(kind);
  if (name === "language") return LANGUAGE_NAMES[languageSchema.catch("en").parse(value)];
  if ((name === "sent" || name === "template") && (text === "activation" || text === "password_reset")) return t(text);
  return <span className="wrap-anywhere">{text}</span>;
}
