import type { NextRequest } from "next/server";
import { getTranslations } from "next-intl/server";
import { csvAnswer } from "@/app/csv-answer";
import { actorFor } from "@/lib/auth/current-actor";
import { exportClients } from "@/lib/clients/export-clients";
import { CLIENT_LIST } from "@/lib/clients/model";
import { AppError } from "@/lib/errors";
import { idSchema } from "@/lib/fields/id";
import { queryRecord } from "@/lib/list/address";
import { csvFile, csvFor, momentColumn } from "@/lib/list/csv";
import { dayIn } from "@/lib/time-zone/days";

const text = (figure: number | null | undefined) => (figure === null || figure === undefined ? null : String(figure));

/** Everything that the filter shows, as a file: the same address query as the page's. */
export function GET(request: NextRequest, { params }: RouteContext<"/portal/[tenantId]/clients/csv">) {
  return csvAnswer(request, async () => {
    const actor = await actorFor("management_portal");
    const tenantId = idSchema.safeParse((await params).tenantId);
    if (!tenantId.success) throw new AppError("NOT_FOUND");
    const { filter } = CLIENT_LIST.parse(queryRecord(request.nextUrl.searchParams));
    const pages = await exportClients(actor, tenantId.data, filter);
    const [t, kinds, modes, statuses, quotas, userWords, fields] = await Promise.all([
      getTranslations({ locale: actor.language, namespace: "clients" }),
      getTranslations({ locale: actor.language, namespace: "tenantKinds" }),
      getTranslations({ locale: actor.language, namespace: "tenants.modes" }),
      getTranslations({ locale: actor.language, namespace: "statuses" }),
      getTranslations({ locale: actor.language, namespace: "quotas" }),
      getTranslations({ locale: actor.language, namespace: "users" }),
      getTranslations({ locale: actor.language, namespace: "fields" }),
    ]);
    const csv = csvFile(
      pages,
      [
        { header: fields("name"), value: ({ name }) => name },
        { header: fields("kind"), value: ({ kind }) => kinds(kind) },
        { header: fields("mode"), value: ({ mode }) => mode && modes(mode) },
        { header: fields("status"), value: ({ status }) => statuses(status) },
        { header: userWords("title"), value: ({ users }) => text(users) },
        { header: t("csv.usedBytes"), value: ({ storage }) => text(storage?.usedBytes) },
        { header: t("csv.quotaBytes"), value: ({ storage }) => text(storage?.quotaBytes) },
        momentColumn(quotas("measured"), actor.timeZone, ({ storage }) => storage?.measuredAt),
        momentColumn(fields("created"), actor.timeZone, ({ createdAt }) => createdAt),
      ],
      csvFor(actor.language),
    );
    return { name: `backstay-clients-${tenantId.data}`, day: dayIn(actor.timeZone, actor.now), csv };
  });
}
