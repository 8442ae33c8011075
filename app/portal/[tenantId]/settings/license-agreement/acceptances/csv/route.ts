import type { NextRequest } from "next/server";
import { getTranslations } from "next-intl/server";
import { csvAnswer } from "@/app/csv-answer";
import { actorFor } from "@/lib/auth/current-actor";
import { csvFile } from "@/lib/csv";
import { AppError } from "@/lib/errors";
import { exportAcceptances } from "@/lib/eula/export-acceptances";
import { parseAcceptanceFilter } from "@/lib/eula/schema";
import { queryRecord } from "@/lib/list/schema";
import { idSchema } from "@/lib/users/schema";

type Context = RouteContext<"/portal/[tenantId]/settings/license-agreement/acceptances/csv">;

/** Everybody whom the filter shows, as a file: the same address query as the page's. */
export function GET(request: NextRequest, { params }: Context) {
  return csvAnswer(request, async () => {
    const actor = await actorFor("management_portal");
    const tenantId = idSchema.safeParse((await params).tenantId);
    if (!tenantId.success) throw new AppError("NOT_FOUND");
    const filter = parseAcceptanceFilter(queryRecord(request.nextUrl.searchParams));
    const pages = await exportAcceptances(actor, tenantId.data, filter);
    const t = await getTranslations("agreement.acceptances.columns");
    const missing = filter.show === "missing";
    const csv = csvFile(pages, [
      { header: t("login"), value: ({ login }) => login },
      { header: t("name"), value: ({ name }) => name },
      { header: t("email"), value: ({ email }) => email },
      { header: t("company"), value: ({ tenantName }) => tenantName },
      { header: t(missing ? "lastVersion" : "version"), value: ({ accepted }) => accepted?.version },
      { header: t("language"), value: ({ accepted }) => accepted?.language },
      { header: t("at"), value: ({ accepted }) => accepted?.at.toISOString() },
      { header: t("address"), value: ({ accepted }) => accepted?.address },
      { header: t("browser"), value: ({ accepted }) => accepted?.userAgent },
    ]);
    return { name: `backstay-acceptances${missing ? "-missing" : ""}`, csv };
  });
}
