import { redirect } from "next/navigation";
import type { Actor } from "@/lib/access/actor";
import { AppError } from "@/lib/errors";
import type { HolderChoice } from "@/lib/fields/holder";
import { removeTenant } from "@/lib/tenants/remove-tenant";
import { recoverUser } from "@/lib/users/deletion";
import { removeUser } from "@/lib/users/remove-user";

/**
 * Before a form that asks for the login of someone deleted: brings the user back instead and goes there, or permanently deletes the
 * user or the company, and the form goes on. One that is gone or back by now is left to the form.
 */
export async function settleHolder(actor: Actor, holder: HolderChoice | undefined): Promise<void> {
  if (!holder) return;
  const { choice, kind, place, id } = holder;
  if (choice === "recover") {
    if (kind === "tenant") redirect(`/portal/${place}/clients/${id}/recover`);
    await recoverUser(actor, place, id);
    redirect(`/portal/${place}/users/${id}?notice=recovered`);
  }
  const remove = kind === "user" ? removeUser(actor, place, id) : removeTenant(actor, id);
  await remove.catch((error: unknown) => {
    if (!(error instanceof AppError) || !["NOT_FOUND", "NOT_DELETED"].includes(error.code)) throw error;
  });
}
