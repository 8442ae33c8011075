import type { NextRequest } from "next/server";
import { getTranslations } from "next-intl/server";
import { csvAnswer } from "@/app/csv-answer";
import { actorFor } from "@/lib/auth/current-actor";
import { AppError } from "@/lib/errors";
import { exportAcceptances } from "@/lib/eula/export-acceptances";
import { parseAcceptanceFilter } from "@/lib/eula/schema";
import { idSchema } from "@/lib/fields/id";
import { queryRecord } from "@/lib/list/address";
import { csvFile, csvFor, momentColumn } from "@/lib/list/csv";
import { dayIn } from "@/lib/time-zone/days";

type Context = RouteContext<"/portal/[tenantId]/settings/license-agreement/acceptances/csv">;

/** Everyone that the filter shows, as a file: the same address query as the page's. */
export function GET(request: NextRequest, { params }: Context) {
  return csvAnswer(request, async () => {
    const actor = await actorFor("management_portal");
    const tenantId = idSchema.safeParse((await params).tenantId);
    if (!tenantId.success) throw new AppError("NOT_FOUND");
    const filter = parseAcceptanceFilter(queryRecord(request.nextUrl.searchParams));
    const pages = await exportAcceptances(actor, tenantId.data, filter);
    const t = await getTranslations({ locale: actor.language, namespace: "agreement.acceptances.columns" });
    const fields = await getTranslations({ locale: actor.language, namespace: "fields" });
    const facts = await getTranslations({ locale: actor.language, namespace: "agreement.fields" });
    const missing = filter.show === "missing";
    const csv = csvFile(
      pages,
      [
        { header: fields("login"), value: ({ login }) => login },
        { header: fields("name"), value: ({ name }) => name },
        { header: fields("email"), value: ({ email }) => email },
        { header: fields("company"), value: ({ tenantName }) => tenantName },
        { header: missing ? t("lastVersion") : facts("version"), value: ({ accepted }) => accepted?.version },
        { header: fields("language"), value: ({ accepted }) => accepted?.language },
        momentColumn(t("at"), actor.timeZone, ({ accepted }) => accepted?.at),
        { header: fields("ipAddress"), value: ({ accepted }) => accepted?.address },
        { header: fields("browser"), value: ({ accepted }) => accepted?.userAgent },
      ],
      csvFor(actor.language),
    );
    return { name: `backstay-acceptances${missing ? "-missing" : ""}`, day: dayIn(actor.timeZone, actor.now), csv };
  });
}
