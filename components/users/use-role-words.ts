import { useTranslations } from "next-intl";
import { gatherWords, type Word } from "@/components/list/model";
import type { Roles } from "@/lib/vocabulary";

/**
 * The roles of users as cells of a list, in two lines at most. One on the Management Portal is shown alone, since it opens
 * every service; one on a service has the service below it.
 */
export function useRoleWords(): { words: Word[]; of: (roles: Roles) => number[] | null } {
  const names = useTranslations("roles");
  const services = useTranslations("services");
  const { words, of } = gatherWords();
  return {
    words,
    of({ management_portal: portalRole, backup: backupRole }) {
      if (portalRole && backupRole)
        return [of(names(portalRole)), of(`${names(backupRole)} · ${services("backup")}`, "muted")];
      if (portalRole) return [of(names(portalRole))];
      return backupRole ? [of(names(backupRole)), of(services("backup"), "muted")] : null;
    },
  };
}
