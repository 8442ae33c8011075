import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { Flash } from "@/components/ui/flash";
import type { FormAction } from "@/lib/form/model";
import type { TenantMode } from "@/lib/vocabulary";

type TenantNoticeProps = {
  notice: string | string[] | undefined;
  tenant: { name: string; mode?: TenantMode | null; disabledAt: Date | null; selfManaged?: boolean; deletedAt?: Date };
  /** What takes it back, where the reader may; by notice. */
  undo?: Partial<Record<"disabled" | "enabled" | "moved", Undo | false>>;
};

type Undo = { action: FormAction; hidden: Record<string, number> };

const UNDO = { disabled: "enableAgain", enabled: "disableAgain", moved: "moveBack" } as const;

/** What an action did to the company whose page follows it. An address can be made up, so it counts only while it can be true. */
export function TenantNotice({ notice, tenant, undo = {} }: TenantNoticeProps) {
  const t = useTranslations("tenants.actions.notices");
  const actions = useTranslations("actions");
  const { name, mode, disabledAt, selfManaged, deletedAt } = tenant;
  const said: Record<string, string | false> = {
    updated: t("updated"),
    moved: t("moved", { name }),
    disabled: disabledAt !== null && t("disabled", { name }),
    recovered: disabledAt !== null && t("recovered", { name }),
    enabled: disabledAt === null && t("enabled", { name }),
    production: mode === "production" && t("production", { name }),
    selfManagementStarted: selfManaged === true && t("selfManagementStarted", { name }),
    selfManagementEnded: selfManaged === false && t("selfManagementEnded", { name }),
    deleted: deletedAt !== undefined && t("deleted", { name }),
  };
  const text = typeof notice === "string" && said[notice];
  if (!text) return null;
  const done = notice === "disabled" || notice === "enabled" || notice === "moved" ? notice : undefined;
  const takesBack = done && undo[done];
  return (
    <Flash key={text} undo={takesBack && <ActionForm {...takesBack} size="sm" submitLabel={actions(UNDO[done])} />}>
      {text}
    </Flash>
  );
}
