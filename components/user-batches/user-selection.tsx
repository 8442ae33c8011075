import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { FormAction } from "@/lib/form/model";
import { BATCH_ACTIONS } from "@/lib/user-batches/model";
import { SelectionBar } from "./selection-bar";

/** The checkboxes of the list belong to the form by this ID: they are in a table, and the form is below it. */
export const SELECTION_FORM = "selection";

type UserSelectionProps = {
  tenantId: number;
  query: string;
  /** Left out for users who can only look. */
  action?: FormAction;
  /** The list, with a checkbox in each row. */
  children: ReactNode;
};

/** A list of users with what can be done to several of them (app/list.css, "selection"). */
export function UserSelection({ tenantId, query, action, children }: UserSelectionProps) {
  const t = useTranslations("userBatch");
  const actions = useTranslations("actions");
  const common = useTranslations("common");
  if (!action) return children;
  return (
    <div className="selection">
      {children}
      <div className="selection-bar no-print">
        <SelectionBar
          id={SELECTION_FORM}
          action={action}
          tenantId={tenantId}
          query={query}
          actions={BATCH_ACTIONS.map((value) => ({
            value,
            label: value === "change_language" ? common("changeLanguage") : actions(value),
          }))}
          whom={[
            { value: "selected", label: t("selected") },
            { value: "all", label: t("all") },
          ]}
          words={{ action: t("action"), whom: t("whom"), apply: t("apply") }}
        />
      </div>
    </div>
  );
}
