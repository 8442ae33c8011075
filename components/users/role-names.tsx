import { useTranslations } from "next-intl";
import type { Roles } from "@/lib/vocabulary";

/** The roles of a user. One on the Management Portal is shown alone, since it opens every service. */
export function RoleNames({ roles }: { roles: Roles }) {
  const list = useTranslations("list");
  const names = useTranslations("roles");
  const services = useTranslations("services");
  const { management_portal: portalRole, backup: backupRole } = roles;
  if (!portalRole && !backupRole) return list("none");
  return (
    <>
      {portalRole && <span className="block">{names(portalRole)}</span>}
      {backupRole && (
        <>
          <span className="block">{names(backupRole)}</span>
          <span className="block text-muted text-sm xl:whitespace-nowrap">{services("backup")}</span>
        </>
      )}
    </>
  );
}
