import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import { csvRecord } from "@/lib/audit/csv";
import { actorFor } from "@/lib/auth/current-actor";
import { AppError } from "@/lib/errors";
import { getTenant } from "@/lib/tenants/queries";
import { templateRows } from "@/lib/user-import/template";
import { assertCan, assertMayChange } from "@/lib/users/policy";
import { idSchema } from "@/lib/users/schema";

const STATUS: Partial<Record<AppError["code"], number>> = { FORBIDDEN: 403, NOT_FOUND: 404 };

/** An example of a list that can be imported here, to be filled in. With a byte order mark, or Excel takes it for another encoding. */
export async function GET(request: NextRequest, { params }: RouteContext<"/portal/[tenantId]/users/import/template">) {
  try {
    const actor = await actorFor("management_portal");
    assertMayChange(actor);
    const tenantId = idSchema.safeParse((await params).tenantId);
    if (!tenantId.success) throw new AppError("NOT_FOUND");
    const tenant = await getTenant(actor, tenantId.data);
    assertCan(actor, "user.create", { tenantPath: tenant.path });
    return new Response(`\uFEFF${templateRows(tenant).map(csvRecord).join("")}`, {
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": 'attachment; filename="backstay-users-template.csv"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
      },
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "SIGNED_OUT") {
      redirect(`/login?next=${encodeURIComponent(request.nextUrl.pathname.replace(/\/template$/, ""))}`);
    }
    const status = STATUS[error.code];
    if (status === undefined) throw error;
    return new Response(null, { status, headers: { "Cache-Control": "private, no-store" } });
  }
}
