import type { NextRequest } from "next/server";
import { getTranslations } from "next-intl/server";
import { csvAnswer } from "@/app/csv-answer";
import { eventText, initiatorText, objectTypeText } from "@/components/audit/audit-words";
import { exportAuditLog } from "@/lib/audit-log/export-audit-log";
import { parseAuditFilter } from "@/lib/audit-log/schema";
import { actorFor } from "@/lib/auth/current-actor";
import { AppError } from "@/lib/errors";
import { idSchema } from "@/lib/fields/id";
import { queryRecord } from "@/lib/list/address";
import { csvFile, csvFor, momentColumn } from "@/lib/list/csv";
import { dayIn } from "@/lib/time-zone/days";

/** What the filter shows, as a file: the same address query as the page's. */
export function GET(request: NextRequest, { params }: RouteContext<"/portal/[tenantId]/audit-log/csv">) {
  return csvAnswer(request, async () => {
    const actor = await actorFor("management_portal");
    const tenantId = idSchema.safeParse((await params).tenantId);
    if (!tenantId.success) throw new AppError("NOT_FOUND");
    const filter = parseAuditFilter(queryRecord(request.nextUrl.searchParams));
    const pages = await exportAuditLog(actor, tenantId.data, filter);
    const words = await getTranslations({ locale: actor.language });
    const t = await getTranslations({ locale: actor.language, namespace: "audit" });
    const fields = await getTranslations({ locale: actor.language, namespace: "fields" });
    const csv = csvFile(
      pages,
      [
        momentColumn(t("columns.date"), actor.timeZone, ({ at }) => at),
        { header: t("columns.event"), value: (line) => eventText(t, line) },
        { header: t("columns.eventCode"), value: ({ event }) => event },
        { header: t("columns.objectType"), value: (line) => objectTypeText(words, line) },
        { header: t("columns.object"), value: ({ objectName }) => objectName },
        { header: fields("company"), value: ({ tenantName }) => tenantName },
        { header: t("columns.initiator"), value: (line) => initiatorText(t, line) },
        { header: fields("ipAddress"), value: ({ address }) => address },
        { header: fields("browser"), value: ({ userAgent }) => userAgent },
        { header: t("columns.requestId"), value: ({ requestId }) => requestId },
        { header: t("columns.details"), value: ({ details }) => JSON.stringify(details) },
      ],
      csvFor(actor.language),
    );
    return { name: `backstay-audit-log-${tenantId.data}`, day: dayIn(actor.timeZone, actor.now), csv };
  });
}
