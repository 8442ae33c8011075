import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { Card } from "@/components/ui/card";
import { PublishForm } from "./publish-form";

/** The form that publishes a draft, with its words: no other page needs them in the browser. */
export function PublishCard(props: Omit<ComponentProps<typeof PublishForm>, "words">) {
  const t = useTranslations("agreement.publish");
  const common = useTranslations("common");
  const facts = useTranslations("agreement.fields");
  const words = {
    name: facts("version"),
    nameHint: t("nameHint"),
    note: facts("note"),
    noteHint: t("noteHint"),
    optional: common("optional"),
    submit: t("submit"),
    cancel: common("cancel"),
  };
  return (
    <Card>
      <PublishForm {...props} words={words} />
    </Card>
  );
}
