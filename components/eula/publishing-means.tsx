import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import type { Draft } from "@/lib/eula/schema";
import { LANGUAGE_NAMES, type Language } from "@/lib/vocabulary";

/** What publishing the draft is going to do, and what about it looks like an oversight. */
export function PublishingMeans({ draft, people }: { draft: Draft; people: number }) {
  const t = useTranslations("agreement.publish");
  const format = useFormatter();
  const { texts, dropped } = draft;
  const list = (languages: readonly Language[]) => format.list(languages.map((language) => LANGUAGE_NAMES[language]));
  const same = texts.filter(({ state }) => state === "same").map(({ language }) => language);
  const nothingNew = same.length === texts.length && dropped.length === 0;
  const someSame = same.length > 0 && texts.some(({ state }) => state === "changed");
  return (
    <>
      {nothingNew && <Notice tone="warning">{t("same")}</Notice>}
      {dropped.length > 0 && <Notice tone="warning">{t("dropped", { languages: list(dropped) })}</Notice>}
      {someSame && <Notice tone="warning">{t("unchanged", { languages: list(same) })}</Notice>}
      <Card title={t("what")}>
        <ul className="flex max-w-prose list-disc flex-col gap-1.5 ps-5">
          <li>{t("atOnce", { count: texts.length, languages: list(texts.map(({ language }) => language)) })}</li>
          <li>{t("asked", { people })}</li>
          <li>{t("kept")}</li>
          <li>{t("final")}</li>
        </ul>
      </Card>
    </>
  );
}
