import { useTranslations } from "next-intl";
import type { Roles } from "@/lib/users/schema";

/** The roles of a person in words. Roles on the Management Portal stand alone, since they reach into every service. */
export function useRoleTexts(): (roles: Roles) => string[] {
  const t = useTranslations("users");
  const names = useTranslations("roles");
  const services = useTranslations("services");
  return ({ management_portal, backup }) => [
    ...(management_portal ? [names(management_portal)] : []),
    ...(backup ? [t("serviceRole", { service: services("backup"), role: names(backup) })] : []),
  ];
}
