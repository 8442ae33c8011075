import { useTranslations } from "next-intl";
import { Flash } from "@/components/ui/flash";
import { Notice } from "@/components/ui/notice";
import type { Brand, BrandHost, BrandTexts } from "@/lib/brand/model";

const NEWS = ["saved", "restored", "proven"] as const;

type BrandNewsProps = {
  /** What the address says has just been done. It can be made up, so it counts only while it is true. */
  notice: unknown;
  tenant: { name: string };
  brand: { texts: BrandTexts | null; host: BrandHost | null; look: Brand | null };
  version: string;
};

/** What was just done to the brand; for a company without one, whose it shows. */
export function BrandNews({ notice, tenant, brand: { texts, host, look }, version }: BrandNewsProps) {
  const t = useTranslations("branding");
  const common = useTranslations("common");
  const names = { tenant: tenant.name, productName: look?.productName ?? common("productName") };
  const isTrue = { saved: texts !== null, restored: texts === null, proven: Boolean(host?.proven) };
  const news = NEWS.find((each) => each === notice && isTrue[each]);
  if (news) return <Flash key={`${news}-${version}`}>{t(`notices.${news}`, names)}</Flash>;
  return texts ? null : <Notice>{t(look ? "inherited" : "none", names)}</Notice>;
}
