import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import type { Language } from "@/lib/vocabulary";
import { AgreementText } from "./agreement-text";
import { EulaDocument } from "./eula-document";
import { VersionLanguages } from "./version-languages";

type VersionViewProps = {
  base: string;
  version: {
    id: number;
    version: string | null;
    publishedAt: Date | null;
    inForce: boolean;
    languages: readonly Language[];
    language: Language;
    title: string;
    body: string;
  };
  /** "Version 1.0", or that it is the draft. */
  name: string;
  mayChange: boolean;
};

const STANDINGS = {
  inForce: { text: "history.inForce", tone: "success" },
  older: { text: "view.older", tone: "neutral" },
  draft: { text: "draftName", tone: "accent" },
} as const;

/** A version, or the draft, as users see it when they are asked to accept; without the button. */
export function VersionView({ base, version, name, mayChange }: VersionViewProps) {
  const t = useTranslations("agreement");
  const eula = useTranslations("eula");
  const format = useFormatter();
  const { id, publishedAt, inForce, languages, language, title, body } = version;
  const standing = publishedAt ? (inForce ? "inForce" : "older") : "draft";
  return (
    <div className="flex max-w-3xl flex-col gap-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <Badge tone={STANDINGS[standing].tone}>{t(STANDINGS[standing].text)}</Badge>
          <VersionLanguages href={`${base}/versions/${id}`} languages={languages} current={language} />
        </div>
        {standing === "draft" && mayChange && (
          <div className="flex flex-wrap gap-2">
            <LinkButton href={`${base}/draft/${language}`} variant="secondary">
              {t("view.edit")}
            </LinkButton>
            <LinkButton href={`${base}/publish`}>{t("draft.publish")}</LinkButton>
          </div>
        )}
      </div>
      <EulaDocument
        title={<span lang={language}>{title}</span>}
        version={publishedAt ? name : t("view.preview")}
        date={
          publishedAt ? eula("published", { date: format.dateTime(publishedAt, { dateStyle: "long" }) }) : undefined
        }
      >
        <AgreementText body={body} language={language} />
      </EulaDocument>
    </div>
  );
}
