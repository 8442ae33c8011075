import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import { getTranslations } from "next-intl/server";
import { eventText, initiatorText, objectTypeText } from "@/components/audit/audit-words";
import { auditCsv } from "@/lib/audit/csv";
import { exportAuditLog } from "@/lib/audit/export-audit-log";
import { parseAuditFilter, queryRecord } from "@/lib/audit/schema";
import { actorFor } from "@/lib/auth/current-actor";
import { AppError } from "@/lib/errors";
import { textStream } from "@/lib/text-stream";
import { idSchema } from "@/lib/users/schema";

const STATUS: Partial<Record<AppError["code"], number>> = { FORBIDDEN: 403, NOT_FOUND: 404 };

/** What the filter shows, as a file: the same address query as the page's. */
export async function GET(request: NextRequest, { params }: RouteContext<"/portal/[tenantId]/audit-log/csv">) {
  try {
    const actor = await actorFor("management_portal");
    const tenantId = idSchema.safeParse((await params).tenantId);
    if (!tenantId.success) throw new AppError("NOT_FOUND");
    const filter = parseAuditFilter(queryRecord(request.nextUrl.searchParams));
    const pages = await exportAuditLog(actor, tenantId.data, filter);
    const t = await getTranslations("audit");
    const csv = auditCsv(pages, {
      column: (name) => t(`columns.${name}`),
      event: (line) => eventText(t, line),
      objectType: (line) => objectTypeText(t, line),
      initiator: (line) => initiatorText(t, line),
    });
    const day = new Date().toISOString().slice(0, 10);
    return new Response(textStream(csv), {
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="backstay-audit-log-${tenantId.data}-${day}.csv"`,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
      },
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const list = request.nextUrl.pathname.replace(/\/csv$/, "") + request.nextUrl.search;
    if (error.code === "SIGNED_OUT") redirect(`/login?next=${encodeURIComponent(list)}`);
    // The page asks for what is missing and comes back.
    if (error.code === "TWO_FACTOR_DUE" || error.code === "EULA_CHANGED") redirect(list);
    const status = STATUS[error.code];
    if (status === undefined) throw error;
    return new Response(null, { status, headers: { "Cache-Control": "private, no-store" } });
  }
}
