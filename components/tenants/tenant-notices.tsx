import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import type { TenantKind } from "@/lib/vocabulary";

type TenantNoticesProps = {
  tenant: { name: string; kind: TenantKind; disabledAt: Date | null; open: boolean; insideHidden: boolean };
};

/**
 * What everyone who looks at a company should know: why none of its users can sign in, or why there is little to see.
 */
export function TenantNotices({ tenant: { name, kind, disabledAt, open, insideHidden } }: TenantNoticesProps) {
  const portal = useTranslations("portal");
  const t = useTranslations("tenants");
  return (
    <>
      {disabledAt && (
        <Notice tone="warning" title={portal("tenantDisabledTitle", { kind })}>
          {portal("tenantDisabledText", { name })}
        </Notice>
      )}
      {!disabledAt && !open && (
        <Notice tone="warning" title={t("disabledAboveTitle")}>
          {portal("tenantDisabledAboveText", { name })}
        </Notice>
      )}
      {insideHidden && (
        <Notice tone="info" title={t("insideHidden.title", { name })}>
          {t("insideHidden.text", { name })}
        </Notice>
      )}
    </>
  );
}
