import type { NextRequest } from "next/server";
import { getTranslations } from "next-intl/server";
import { csvAnswer } from "@/app/csv-answer";
import { actorFor } from "@/lib/auth/current-actor";
import { AppError } from "@/lib/errors";
import { idSchema } from "@/lib/fields/id";
import { queryRecord } from "@/lib/list/address";
import { csvFile, csvFor, momentColumn } from "@/lib/list/csv";
import { dayIn } from "@/lib/time-zone/days";
import { exportUsers } from "@/lib/users/export-users";
import { USER_LIST } from "@/lib/users/model";

/** Everyone that the filter shows, as a file: the same address query as the page's. */
export function GET(request: NextRequest, { params }: RouteContext<"/portal/[tenantId]/users/csv">) {
  return csvAnswer(request, async () => {
    const actor = await actorFor("management_portal");
    const tenantId = idSchema.safeParse((await params).tenantId);
    if (!tenantId.success) throw new AppError("NOT_FOUND");
    const { filter } = USER_LIST.parse(queryRecord(request.nextUrl.searchParams));
    const pages = await exportUsers(actor, tenantId.data, filter);
    const [statuses, roles, services, common, fields] = await Promise.all([
      getTranslations({ locale: actor.language, namespace: "statuses" }),
      getTranslations({ locale: actor.language, namespace: "roles" }),
      getTranslations({ locale: actor.language, namespace: "services" }),
      getTranslations({ locale: actor.language, namespace: "common" }),
      getTranslations({ locale: actor.language, namespace: "fields" }),
    ]);
    const csv = csvFile(
      pages,
      [
        { header: fields("login"), value: ({ login }) => login },
        { header: fields("firstName"), value: ({ firstName }) => firstName },
        { header: fields("lastName"), value: ({ lastName }) => lastName },
        { header: fields("email"), value: ({ email }) => email },
        { header: fields("status"), value: ({ status }) => statuses(status) },
        {
          header: services("management_portal"),
          value: ({ roles: { management_portal: role } }) => role && roles(role),
        },
        { header: services("backup"), value: ({ roles: { backup: role } }) => role && roles(role) },
        { header: fields("twoFactor"), value: ({ twoFactor }) => common(twoFactor ? "on" : "off") },
        momentColumn(fields("lastSignIn"), actor.timeZone, ({ lastSignInAt }) => lastSignInAt),
        momentColumn(fields("created"), actor.timeZone, ({ createdAt }) => createdAt),
      ],
      csvFor(actor.language),
    );
    return { name: `backstay-users-${tenantId.data}`, day: dayIn(actor.timeZone, actor.now), csv };
  });
}
