import { useTranslations } from "next-intl";
import { BRAND_LINKS, type BrandTexts } from "@/lib/brand/model";

type BrandField = keyof BrandTexts | "logo" | "darkLogo";
type BrandLink = (typeof BRAND_LINKS)[number];

const isLink = (name: BrandField): name is BrandLink => BRAND_LINKS.some((link) => link === name);

/** What each field of a brand is called: a link as the pages that show it call it. */
export function useBrandFieldName(): (name: BrandField) => string {
  const fields = useTranslations("branding.fields");
  const links = useTranslations("common.brandLinks");
  return (name) => (isLink(name) ? links(name) : fields(name));
}
