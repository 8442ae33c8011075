import type { NextRequest } from "next/server";
import { getTranslations } from "next-intl/server";
import { csvAnswer } from "@/app/csv-answer";
import { actorFor } from "@/lib/auth/current-actor";
import { csvFile } from "@/lib/csv";
import { AppError } from "@/lib/errors";
import { queryRecord } from "@/lib/list/schema";
import { exportUsers } from "@/lib/users/export-users";
import { idSchema, USER_LIST } from "@/lib/users/schema";

/** Everybody whom the filter shows, as a file: the same address query as the page's. */
export function GET(request: NextRequest, { params }: RouteContext<"/portal/[tenantId]/users/csv">) {
  return csvAnswer(request, async () => {
    const actor = await actorFor("management_portal");
    const tenantId = idSchema.safeParse((await params).tenantId);
    if (!tenantId.success) throw new AppError("NOT_FOUND");
    const { filter } = USER_LIST.parse(queryRecord(request.nextUrl.searchParams));
    const pages = await exportUsers(actor, tenantId.data, filter);
    const [t, statuses, roles, services] = await Promise.all([
      getTranslations({ locale: actor.language, namespace: "users" }),
      getTranslations({ locale: actor.language, namespace: "userStatuses" }),
      getTranslations({ locale: actor.language, namespace: "roles" }),
      getTranslations({ locale: actor.language, namespace: "services" }),
    ]);
    const csv = csvFile(pages, [
      { header: t("columns.login"), value: ({ login }) => login },
      { header: t("view.firstName"), value: ({ firstName }) => firstName },
      { header: t("view.lastName"), value: ({ lastName }) => lastName },
      { header: t("columns.email"), value: ({ email }) => email },
      { header: t("columns.status"), value: ({ status }) => statuses(status) },
      {
        header: services("management_portal"),
        value: ({ roles: { management_portal: role } }) => role && roles(role),
      },
      { header: services("backup"), value: ({ roles: { backup: role } }) => role && roles(role) },
      { header: t("view.twoFactor"), value: ({ twoFactor }) => t(twoFactor ? "twoFactorOn" : "twoFactorOff") },
      { header: t("columns.lastSignIn"), value: ({ lastSignInAt }) => lastSignInAt?.toISOString() },
      { header: t("columns.created"), value: ({ createdAt }) => createdAt.toISOString() },
    ]);
    return { name: `backstay-users-${tenantId.data}`, csv };
  });
}
