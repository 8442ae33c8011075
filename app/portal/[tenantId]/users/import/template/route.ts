import type { NextRequest } from "next/server";
import { csvAnswer } from "@/app/csv-answer";
import { assertCan } from "@/lib/access/can";
import { actorFor } from "@/lib/auth/current-actor";
import { AppError } from "@/lib/errors";
import { idSchema } from "@/lib/fields/id";
import { csvFile, csvFor } from "@/lib/list/csv";
import { getTenant } from "@/lib/tenants/queries";
import { dayIn } from "@/lib/time-zone/days";
import { COLUMN_HEADINGS, IMPORT_COLUMNS } from "@/lib/user-import/model";
import { templateRows } from "@/lib/user-import/template";

/** An example of a list that can be imported here, to be filled in. */
export function GET(request: NextRequest, { params }: RouteContext<"/portal/[tenantId]/users/import/template">) {
  return csvAnswer(request, async () => {
    const actor = await actorFor("management_portal");
    const tenantId = idSchema.safeParse((await params).tenantId);
    if (!tenantId.success) throw new AppError("NOT_FOUND");
    const tenant = await getTenant(actor, tenantId.data);
    assertCan(actor, "user.create", tenant);
    const columns = IMPORT_COLUMNS.map((column) => ({
      header: COLUMN_HEADINGS[column],
      value: (row: ReturnType<typeof templateRows>[number]) => row[column],
    }));
    const csv = csvFile(onePage(templateRows(tenant)), columns, csvFor(actor.language));
    return { name: "backstay-users-template", day: dayIn(actor.timeZone, actor.now), csv };
  });
}

async function* onePage<Row>(rows: Row[]): AsyncGenerator<Row[]> {
  yield rows;
}
