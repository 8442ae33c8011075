import type { FormAction } from "@/lib/form/model";
import type { LifeCycleAction } from "@/lib/vocabulary";
import { disableUserAction, enableUserAction, recoverUserAction } from "../actions";

/** What takes back what the page was led to by, as far as the reader may do that now. */
export function undoOf(
  available: readonly LifeCycleAction[],
): Record<"disabled" | "enabled" | "deleted", FormAction | false> {
  return {
    disabled: available.includes("user.enable") && enableUserAction,
    enabled: available.includes("user.disable") && disableUserAction,
    deleted: available.includes("user.recover") && recoverUserAction,
  };
}
