import type { Language } from "@/lib/i18n/schema";
import type { TenantKind } from "@/lib/tenants/schema";
import { rolesIn } from "@/lib/users/policy";
import { COLUMN_HEADINGS, IMPORT_COLUMNS } from "./schema";

/** The heading and two example rows, which can be imported as they are: with everything, and with what is needed. */
export function templateRows({ kind, language }: { kind: TenantKind; language: Language }): string[][] {
  const plainest = rolesIn(kind).includes("backup_user") ? "backup_user" : "readonly_admin";
  return [
    IMPORT_COLUMNS.map((column) => COLUMN_HEADINGS[column]),
    ["maria.silva@example.com", "maria.silva", "Maria", "Silva", language, "readonly_admin"],
    ["jonas@example.com", "", "", "", "", plainest],
  ];
}
