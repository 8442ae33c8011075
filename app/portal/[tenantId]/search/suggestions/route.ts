import type { NextRequest } from "next/server";
import { actorFor } from "@/lib/auth/current-actor";
import { countRefusalOf } from "@/lib/counters";
import { AppError } from "@/lib/errors";
import { idSchema } from "@/lib/fields/id";
import { requestInfo } from "@/lib/http/current-request";
import { parseSearch } from "@/lib/search/parse-search";
import { searchBelow } from "@/lib/search/search-below";
import { getTenant } from "@/lib/tenants/queries";

const SUGGESTIONS = 6;
const STATUS: Partial<Record<AppError["code"], number>> = {
  SIGNED_OUT: 401,
  TWO_FACTOR_DUE: 403,
  FORBIDDEN: 403,
  EULA_CHANGED: 403,
  NOT_FOUND: 404,
};
const NOT_KEPT = { "Cache-Control": "private, no-store" };

/** The first hits while the user types. */
export async function GET(request: NextRequest, { params }: RouteContext<"/portal/[tenantId]/search/suggestions">) {
  try {
    const actor = await actorFor("management_portal");
    const tenantId = idSchema.safeParse((await params).tenantId);
    if (!tenantId.success) throw new AppError("NOT_FOUND");
    await getTenant(actor, tenantId.data);
    const asked = parseSearch(Object.fromEntries(request.nextUrl.searchParams));
    const hits = asked ? await searchBelow(actor, asked, SUGGESTIONS) : { tenants: [], users: [] };
    return Response.json(hits, { headers: NOT_KEPT });
  } catch (error) {
    const status = error instanceof AppError ? STATUS[error.code] : undefined;
    if (!(error instanceof AppError) || status === undefined) throw error;
    await countRefusalOf(error.code, requestInfo);
    return new Response(null, { status, headers: NOT_KEPT });
  }
}
