import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import { BRAND_LINKS, type BrandTexts } from "@/lib/brand/model";
import { useBrandFieldName } from "./use-brand-field-name";

/** A brand for users who can look at it but not change it. */
export function BrandFacts({ texts }: { texts: BrandTexts | null }) {
  const t = useTranslations("branding");
  const nameOf = useBrandFieldName();
  const common = useTranslations("common");
  const names = ["productName", "accent", ...BRAND_LINKS, "hostName"] as const;
  return (
    <Card>
      <p className="mb-2 text-muted">{t("readOnly")}</p>
      {texts && (
        <DefinitionList
          items={names.map((name) => ({
            term: nameOf(name),
            value: <span className="wrap-anywhere">{texts[name] ?? common("empty")}</span>,
          }))}
        />
      )}
    </Card>
  );
}
