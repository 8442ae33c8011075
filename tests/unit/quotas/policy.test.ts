import type { Actor } from "@/lib/access/actor";
import { obstacle } from "@/lib/access/can";
import type { QuotaAction } from "@/lib/access/quotas";
import type { TenantKind } from "@/lib/vocabulary";
import { BACKUP_ROLES, ROLES, type Role } from "@/lib/vocabulary";

const actor = (role: Role, tenantPath: string): Pick<Actor, "tenantPath" | "roles"> => ({
  tenantPath,
  roles: BACKUP_ROLES.some((one) => one === role) ? { backup: role } : { management_portal: role },
});
const ADMINISTRATORS: Role[] = ["partner_admin", "company_admin", "unit_admin"];

type Row = [from: string, path: string, kind: TenantKind, view: string, change: string, notice: string];
const ROWS: Row[] = [
  ["1", "1", "root", "may", "may", "may"],
  ["1", "1.7", "partner", "may", "may", "may"],
  ["1.7", "1.7", "partner", "may", "QUOTA_OWN", "may"],
  ["1.7", "1.7.42", "customer", "may", "may", "may"],
  ["1.7.42", "1.7.42", "customer", "may", "QUOTA_OWN", "may"],
  ["1.7", "1.7.42.9", "unit", "QUOTA_OF_UNIT", "QUOTA_OF_UNIT", "QUOTA_OF_UNIT"],
  ["1.7.42", "1.7", "partner", "NOT_FOUND", "NOT_FOUND", "NOT_FOUND"],
  ["1.7", "1.8", "partner", "NOT_FOUND", "NOT_FOUND", "NOT_FOUND"],
  ["1.7", "1.77", "partner", "NOT_FOUND", "NOT_FOUND", "NOT_FOUND"],
  ["1.7", "1", "root", "NOT_FOUND", "NOT_FOUND", "NOT_FOUND"],
];

describe.each(ROLES)("%s", (role) => {
  test.each(ROWS)("from %s on %s, a %s", (from, path, kind, ...expected) => {
    const answers = (["quota.view", "quota.change", "quota.set_notice"] as QuotaAction[]).map(
      (action) => obstacle(actor(role, from), action, { path, kind }) ?? "may",
    );
    if (ADMINISTRATORS.includes(role) || expected[0] === "NOT_FOUND") expect(answers).toEqual(expected);
    else if (role !== "readonly_admin") expect(answers).toEqual(["FORBIDDEN", "FORBIDDEN", "FORBIDDEN"]);
    else if (kind === "unit") expect(answers).toEqual(expected);
    else expect(answers).toEqual(["may", "FORBIDDEN", "FORBIDDEN"]);
  });
});
