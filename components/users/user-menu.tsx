import { Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";
import { Menu, MenuLink } from "@/components/ui/menu";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { LifeCycleAction } from "@/lib/vocabulary";

type UserMenuProps = {
  tenantId: number;
  user: { id: number; login: string };
  available: readonly LifeCycleAction[];
};

const LABELS = {
  "user.resend_activation": "resend_activation",
  "user.reset_password": "reset_password",
  "user.reset_two_factor": "reset_two_factor",
  "user.enable": "enable",
  "user.disable": "disable",
  "user.recover": "recover",
  "user.delete": "delete",
  "user.remove": "remove",
} as const satisfies Record<LifeCycleAction, string>;

/**
 * "⋯" at the end of a line: leads to where each action is explained and done. Without a fragment in the address: with one,
 * browsers without JavaScript would not put the focus on the message that follows.
 */
export function UserMenu({ tenantId, user, available }: UserMenuProps) {
  const t = useTranslations("users.actions");
  const actions = useTranslations("actions");
  if (available.length === 0) return null;
  const page = `/portal/${tenantId}/users/${user.id}`;
  return (
    <Menu
      variant="ghost"
      size="sm"
      trigger={
        <>
          <Ellipsis aria-hidden="true" />
          <VisuallyHidden>{t("menu", { login: user.login })}</VisuallyHidden>
        </>
      }
    >
      {available.map((action) => (
        <MenuLink key={action} href={action === "user.delete" ? `${page}/delete` : page}>
          {actions(LABELS[action])}
        </MenuLink>
      ))}
    </Menu>
  );
}
