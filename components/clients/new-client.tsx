import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { stepsOf } from "@/lib/clients/model";
import { ClientWizard } from "./client-wizard";
import type { WizardWords } from "./wizard-steps";

type NewClientProps = Omit<ComponentProps<typeof ClientWizard>, "words" | "parent"> & {
  parent: ComponentProps<typeof ClientWizard>["parent"] & { name: string };
};

/** The page of the wizard. Its words go along as props: no other page needs them in the browser. */
export function NewClient({ parent, ...wizard }: NewClientProps) {
  const t = useTranslations("clients.create");
  const fields = useTranslations("fields");
  const common = useTranslations("common");
  const kinds = useTranslations("tenantKinds");
  const modes = useTranslations("tenants.modes");
  const { kind } = wizard;
  const step = (name: "client" | "quota" | "administrator") => ({
    title: name === "client" ? kinds(kind) : t(`steps.${name}.title`),
    lead: name === "client" ? t("steps.client.lead") : t(`steps.${name}.lead`),
  });
  const words: WizardWords = {
    steps: { client: step("client"), quota: step("quota"), administrator: step("administrator") },
    progress: t("progress", { count: stepsOf(kind).length }),
    name: t(`name.${kind}`),
    mode: fields("mode"),
    modes: {
      production: { label: modes("production"), description: t("modes.productionText") },
      trial: { label: modes("trial"), description: t("modes.trialText") },
    },
    language: fields("language"),
    languageHint: t("languageHint"),
    next: t("next"),
    back: t("back"),
    done: t("done"),
    cancel: common("cancel"),
    kept: t("kept"),
    startOver: t("startOver"),
    signInAgain: t("signInAgain"),
  };
  return (
    <div className="flex w-full max-w-2xl flex-col gap-5">
      <PageHeader title={t(`title.${kind}`)} description={t(`lead.${kind}`, { parent: parent.name })} />
      <Card>
        <ClientWizard {...wizard} parent={{ id: parent.id, language: parent.language }} words={words} />
      </Card>
    </div>
  );
}
