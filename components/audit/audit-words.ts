import type { useTranslations } from "next-intl";
import { AUDIT_EVENTS, AUDIT_OBJECT_TYPES, type AuditLine } from "@/lib/audit/schema";

/** What useTranslations("audit") and getTranslations("audit") give. */
export type AuditTranslator = ReturnType<typeof useTranslations<"audit">>;

/** What happened, as a sentence; the code itself for an event of another version. */
export function eventText(t: AuditTranslator, { event, objectKind }: Pick<AuditLine, "event" | "objectKind">): string {
  const known = AUDIT_EVENTS.find((name) => name === event);
  return known ? t(`events.${known}`, { kind: objectKind ?? "other" }) : event;
}

/** The kind of thing it happened to. */
export function objectTypeText(
  t: AuditTranslator,
  { objectType, objectKind }: Pick<AuditLine, "objectType" | "objectKind">,
): string {
  const known = AUDIT_OBJECT_TYPES.find((name) => name === objectType);
  return known ? t(`objects.${known}`, { kind: objectKind ?? "other" }) : objectType;
}

/** Who did it. */
export function initiatorText(t: AuditTranslator, { initiator }: Pick<AuditLine, "initiator">): string {
  if (initiator === "system") return t("system");
  return initiator === "unknown" ? t("unknownPerson") : initiator.login;
}
