"use client";

import { useFormatter, useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ServerFormApi } from "./use-server-form";

/**
 * Inside a form that was refused because someone deleted holds the login: brings them back, or permanently deletes them and sends the
 * form again. Behind the form's own button, which Enter in a field is to press.
 */
export function DeletedHolder({ form }: { form: ServerFormApi }) {
  const t = useTranslations("common");
  const actions = useTranslations("actions");
  const format = useFormatter();
  const held = Object.entries(form.state.fieldErrors ?? {}).find(([, { code }]) =>
    code.startsWith("LOGIN_OF_DELETED_"),
  );
  if (!held || form.errorOf(held[0]) === undefined) return null;
  const { name, company, until, holder } = held[1].values ?? {};
  const [kind, place, id] = String(holder).split(":");
  const ofUser = kind === "user";
  const words = { name: String(name), company: String(company), deleted: String(kind) };
  const date = format.dateTime(new Date(Number(until)), { dateStyle: "long" });
  return (
    <section className="flex flex-col gap-3 rounded-control border border-warning bg-warning-soft px-3.5 py-3">
      <p className="wrap-anywhere">{t("deletedHolder.text", { ...words, until: date })}</p>
      <div className="flex flex-wrap gap-2">
        {ofUser ? (
          <SubmitButton variant="secondary" pending={form.pending} name="holder" value={`recover:${holder}`}>
            {actions("recover")}
          </SubmitButton>
        ) : (
          <LinkButton href={`/portal/${place}/clients/${id}/recover`} variant="secondary">
            {actions("recover")}
          </LinkButton>
        )}
        <ConfirmDialog
          key={form.attempt}
          trigger={actions("remove")}
          title={t("removal.title", { name: ofUser ? words.name : words.company })}
          description={
            <>
              <p>{t(ofUser ? "removal.user" : "removal.company")}</p>
              <p className="mt-2">{t("deletedHolder.thenAgain")}</p>
            </>
          }
          cancelLabel={t("cancel")}
        >
          <SubmitButton variant="danger" pending={form.pending} name="holder" value={`remove:${holder}`}>
            {actions("remove")}
          </SubmitButton>
        </ConfirmDialog>
      </div>
    </section>
  );
}
