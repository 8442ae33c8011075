import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { Card } from "@/components/ui/card";
import { PublishForm } from "./publish-form";

/** The form that publishes a draft, with its words: no other page needs them in the browser. */
export function PublishCard(props: Omit<ComponentProps<typeof PublishForm>, "words">) {
  const t = useTranslations("agreement.publish");
  const common = useTranslations("common");
  const [name, nameHint, note, noteHint] = (["name", "nameHint", "note", "noteHint"] as const).map((key) => t(key));
  const more = { optional: t("optional"), submit: t("submit"), cancel: common("cancel") };
  return (
    <Card>
      <PublishForm {...props} words={{ name, nameHint, note, noteHint, ...more }} />
    </Card>
  );
}
