import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { AgreementText } from "@/components/eula/agreement-text";
import { EulaDocument } from "@/components/eula/eula-document";
import { EulaForm } from "@/components/eula/eula-form";
import { PortalShell } from "@/components/portal/portal-shell";
import { requireActor } from "@/lib/auth/current-actor";
import { displayName } from "@/lib/display-name";
import { readEula } from "@/lib/eula/queries";
import { safeNextPath } from "@/lib/url";
import { signOutAction, submitEula } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("eula"))("title") };
}

export default async function EulaPage({ searchParams }: PageProps<"/eula">) {
  const actor = await requireActor();
  const next = safeNextPath((await searchParams).next) ?? "/start";
  if (actor.eulaAccepted) redirect(next);
  const eula = await readEula(actor);
  const t = await getTranslations("eula");
  const format = await getFormatter();
  const form = (
    <EulaForm
      action={submitEula}
      hidden={{ version: eula.version, language: eula.language, next }}
      consent={t("consent")}
      submitLabel={t("submit")}
    />
  );
  return (
    <PortalShell user={{ name: displayName(actor, actor.language), login: actor.login }} signOutAction={signOutAction}>
      <EulaDocument
        title={<span lang={eula.language}>{eula.title}</span>}
        version={t("version", { version: eula.version })}
        date={t("published", { date: format.dateTime(eula.publishedAt, { dateStyle: "long" }) })}
        lead={t("lead")}
        footer={form}
      >
        <AgreementText body={eula.body} language={eula.language} />
      </EulaDocument>
    </PortalShell>
  );
}
