import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import { Meter } from "@/components/ui/meter";
import { Moment } from "@/components/ui/moment";
import type { VersionSummary } from "@/lib/eula/model";
import { VersionLanguages } from "./version-languages";

type InForceCardProps = {
  base: string;
  version: VersionSummary;
  figures: { people: number; accepted: number };
};

/** The version that everyone has to accept, and how many have. */
export function InForceCard({ base, version, figures: { people, accepted } }: InForceCardProps) {
  const t = useTranslations("agreement.inForce");
  const fields = useTranslations("fields");
  const facts = useTranslations("agreement.fields");
  return (
    <Card
      title={t("title")}
      actions={
        <LinkButton href={`${base}/acceptances`} variant="secondary">
          {t("acceptances")}
        </LinkButton>
      }
    >
      <div className="flex flex-col gap-4">
        <div className="max-w-xl">
          <Meter
            label={t("progress")}
            value={accepted}
            max={people > 0 ? people : null}
            text={t("figures", { accepted, people })}
            tone={accepted === people ? "success" : "accent"}
          />
        </div>
        <DefinitionList
          items={[
            { term: facts("version"), value: <Badge tone="success">{version.version}</Badge> },
            { term: facts("published"), value: <Moment value={version.publishedAt} /> },
            {
              term: facts("by"),
              value: <span className="wrap-anywhere">{version.publishedBy ?? t("withProduct")}</span>,
            },
            {
              term: fields("languages"),
              value: <VersionLanguages href={`${base}/versions/${version.id}`} languages={version.languages} />,
            },
            ...(version.note
              ? [{ term: facts("note"), value: <p className="whitespace-pre-line wrap-anywhere">{version.note}</p> }]
              : []),
          ]}
        />
      </div>
    </Card>
  );
}
