import { rolesIn } from "@/lib/access/roles";
import type { Language, TenantKind } from "@/lib/vocabulary";
import type { ImportColumn } from "./model";

type TemplateRow = Partial<Record<ImportColumn, string>>;

/** Two example rows, which can be imported as they are: one with everything, and one with what is needed. */
export function templateRows({ kind, language }: { kind: TenantKind; language: Language }): TemplateRow[] {
  const plainest = rolesIn(kind).includes("backup_user") ? "backup_user" : "readonly_admin";
  return [
    {
      email: "maria.silva@example.com",
      login: "maria.silva",
      firstName: "Maria",
      lastName: "Silva",
      language,
      role: "readonly_admin",
    },
    { email: "jonas@example.com", role: plainest },
  ];
}
