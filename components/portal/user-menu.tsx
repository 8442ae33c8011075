import { Compass, LogOut, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { Menu, MenuButton, MenuLink, MenuSeparator } from "@/components/ui/menu";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { ShortcutsEntry } from "./keyboard-shortcuts";

export type ShellUser = { name: string | null; login: string };

/** Two letters at most for the round button: of first and last word, by code point so that no character is cut. */
function initials(text: string): string {
  const words = text.split(/[\s.@_-]+/).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0]];
  return picked
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toUpperCase();
}

type UserMenuProps = {
  user: ShellUser;
  signOutAction: () => Promise<void>;
  onlySignOut?: boolean;
  withShortcuts?: boolean;
};

/** Who is signed in, and the way to the account, the start page and out. */
export function UserMenu({ user, signOutAction, onlySignOut, withShortcuts }: UserMenuProps) {
  const t = useTranslations("portal");
  const start = useTranslations("start");
  const account = useTranslations("account");
  const shown = user.name ?? user.login;
  return (
    <Menu
      variant="ghost"
      className="size-10 rounded-full! p-0! pointer-coarse:size-11"
      trigger={
        <>
          <VisuallyHidden>{t("userMenu", { name: shown })}</VisuallyHidden>
          <span
            aria-hidden="true"
            className="grid size-8.5 place-items-center rounded-full bg-accent font-semibold text-accent-contrast text-xs"
          >
            {initials(user.name ?? user.login.split("@")[0] ?? "")}
          </span>
        </>
      }
    >
      <div className="max-w-72 px-3 pt-1.5 pb-1">
        {user.name && (
          <p className="truncate font-medium" title={user.name}>
            {user.name}
          </p>
        )}
        <p className="truncate text-muted text-sm" title={user.login}>
          {user.login}
        </p>
      </div>
      <MenuSeparator />
      {!onlySignOut && (
        <>
          <MenuLink href="/account">
            <UserRound aria-hidden="true" />
            {account("title")}
          </MenuLink>
          <MenuLink href="/start">
            <Compass aria-hidden="true" />
            {start("title")}
          </MenuLink>
          {withShortcuts && <ShortcutsEntry label={t("shortcuts.title")} />}
          <MenuSeparator />
        </>
      )}
      <form action={signOutAction}>
        <MenuButton>
          <LogOut aria-hidden="true" />
          {t("signOut")}
        </MenuButton>
      </form>
    </Menu>
  );
}
