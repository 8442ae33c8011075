"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BrandFooter, BrandHome } from "@/components/brand/brand-parts";
import { GlobalSearch } from "@/components/search/global-search";
import { TenantSwitcher } from "@/components/search/tenant-switcher";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Menu, MenuLink } from "@/components/ui/menu";
import { SkipLink } from "@/components/ui/skip-link";
import { type Tab, TabNav } from "@/components/ui/tab-nav";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { TenantKind } from "@/lib/vocabulary";
import { KeyboardShortcuts, type Shortcut } from "./keyboard-shortcuts";
import { TenantBreadcrumbs } from "./tenant-breadcrumbs";
import { type ShellUser, UserMenu } from "./user-menu";

const KIND_TONES: Record<TenantKind, BadgeTone> = {
  root: "accent",
  partner: "accent",
  customer: "success",
  unit: "neutral",
};

type PortalShellProps = {
  user: ShellUser;
  signOutAction: () => Promise<void>;
  /** The company that the page is about; left out on the user's own account. */
  tenant?: { name: string; kind: TenantKind };
  /** The way down to the company: from the reader's own tenant, in the service whose addresses begin with `base`. */
  breadcrumbs?: { base: string; tenants: readonly { id: number; name: string }[] };
  /** The company from which the search and the switcher lead on, and what the search is called. */
  search?: { tenantId: number; label: string };
  /** Entries of "+ New"; without any the button is left out. */
  newItems?: readonly { href: string; label: string }[];
  /** With a `key` a tab is reached by "g" and that key. */
  tabs?: readonly (Tab & { key?: string })[];
  /** `reading` keeps pages with little on them in a narrow column in the middle. */
  width?: "full" | "reading";
  /** For users who can't do anything else yet: the user menu only signs out. */
  onlySignOut?: boolean;
  children: ReactNode;
};

/**
 * The frame of everything behind the sign-in: header, company, tabs, content. It is drawn from a few words and addresses,
 * and nothing else of it travels with a page.
 */
export function PortalShell(props: PortalShellProps) {
  const {
    user,
    signOutAction,
    tenant,
    breadcrumbs,
    search,
    newItems = [],
    tabs = [],
    width = "full",
    children,
  } = props;
  const t = useTranslations("portal");
  const common = useTranslations("common");
  const kinds = useTranslations("tenantKinds");
  const shortcuts = useShortcutLines({ ...props, newItems, tabs });
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink>{common("skipToContent")}</SkipLink>
      <header className="no-print border-line border-b bg-raised">
        <div className="mx-auto flex min-h-14 max-w-[100rem] items-center gap-x-3 px-4 sm:gap-x-4 sm:px-6 lg:px-8">
          <BrandHome href="/start" compact={Boolean(tenant)} className="shrink-0 rounded-control py-1.5" />
          {tenant && (
            <>
              <span aria-hidden="true" className="h-6 border-line border-s" />
              <p className="flex min-w-0 items-center gap-2">
                <span className="sr-only">{t("currentTenant")}:</span>
                <span className="truncate font-medium" title={tenant.name}>
                  {tenant.name}
                </span>
                <span className="max-sm:sr-only">
                  <Badge tone={KIND_TONES[tenant.kind]}>{kinds(tenant.kind)}</Badge>
                </span>
              </p>
            </>
          )}
          {search && (
            <div className="ms-auto hidden w-full min-w-40 max-w-80 lg:block">
              <GlobalSearch tenantId={search.tenantId} />
            </div>
          )}
          <div className={`flex shrink-0 items-center gap-2 sm:gap-3 ${search ? "max-lg:ms-auto" : "ms-auto"}`}>
            {search && (
              <LinkButton href={`/portal/${search.tenantId}/search`} variant="ghost" className="size-10 p-0! lg:hidden">
                <Search aria-hidden="true" />
                <VisuallyHidden>{search.label}</VisuallyHidden>
              </LinkButton>
            )}
            {newItems.length > 0 && (
              <Menu trigger={t("newMenu")} variant="primary" shortcut="n" className="whitespace-nowrap">
                {newItems.map((item) => (
                  <MenuLink key={item.href} href={item.href}>
                    {item.label}
                  </MenuLink>
                ))}
              </Menu>
            )}
            <UserMenu
              user={user}
              signOutAction={signOutAction}
              onlySignOut={props.onlySignOut}
              withShortcuts={shortcuts.length > 0}
            />
          </div>
        </div>
        {tabs.length > 0 && (
          <div className="mx-auto max-w-[100rem] px-1 sm:px-3 lg:px-5">
            <TabNav label={t("sections")} tabs={tabs} />
          </div>
        )}
      </header>
      <main
        id="content"
        tabIndex={-1}
        className={`mx-auto flex w-full flex-1 flex-col gap-5 px-4 py-5 outline-none sm:px-6 sm:has-[.list-box]:gap-3 lg:px-8 ${width === "reading" ? "max-w-4xl sm:py-12" : "max-w-[100rem] sm:py-6 sm:has-[.list-box]:py-3"}`}
      >
        {breadcrumbs && (
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1 empty:hidden">
            <TenantBreadcrumbs {...breadcrumbs} />
            {search && <TenantSwitcher tenantId={search.tenantId} />}
          </div>
        )}
        {children}
      </main>
      <BrandFooter className="mx-auto w-full max-w-[100rem] px-4 pt-2 pb-6 sm:px-6 lg:px-8" />
      {shortcuts.length > 0 && (
        <KeyboardShortcuts
          shortcuts={shortcuts}
          words={{
            title: t("shortcuts.title"),
            switch: t("shortcuts.switch"),
            switchHint: t("shortcuts.switchHint"),
            close: common("close"),
          }}
        />
      )}
    </div>
  );
}

/** What the keys do on this page; nothing where there is nowhere to go. */
function useShortcutLines({
  search,
  newItems = [],
  tabs = [],
}: Pick<PortalShellProps, "search" | "newItems" | "tabs">) {
  const t = useTranslations("portal.shortcuts");
  const lines: Shortcut[] = tabs.flatMap(({ key, href, label }) => (key ? [{ keys: `g ${key}`, label, href }] : []));
  if (search) lines.unshift({ keys: "/", label: search.label });
  if (newItems.length > 0) lines.push({ keys: "n", label: t("new") });
  if (lines.length > 0) lines.push({ keys: "?", label: t("help") });
  return lines;
}
