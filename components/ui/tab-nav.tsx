"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { Link } from "./link";

export type Tab = { href: string; label: string };

/** The tab whose address the current one is or begins with; of several the longest. */
function currentTab(tabs: readonly Tab[], pathname: string): string | undefined {
  return tabs
    .map((tab) => tab.href)
    .filter((href) => pathname === href || pathname.startsWith(`${href}/`))
    .sort((a, b) => b.length - a.length)[0];
}

/** Keeps the current one of a line of tabs in sight where the line is wider than the screen. */
function useCurrentInSight(current: string | undefined) {
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    const line = nav.current;
    const tab = current && line?.querySelector<HTMLElement>("[aria-current]");
    if (!line || !tab) return;
    const { left, width } = tab.getBoundingClientRect();
    line.scrollLeft += left - line.getBoundingClientRect().left - (line.clientWidth - width) / 2;
  }, [current]);
  return nav;
}

/** Links between the sections of a page; the current one follows the address. Scrolls sideways when there are many. */
export function TabNav({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const current = currentTab(tabs, usePathname() ?? "");
  const nav = useCurrentInSight(current);
  return (
    <nav ref={nav} aria-label={label} className="scrollbar-none -mx-1 overflow-x-auto px-1">
      <ul className="flex gap-1">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link href={tab.href} aria-current={tab.href === current ? "page" : undefined} className="tab">
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Links between the pages of one section: a line of them on narrow screens, a column beside the page on wide ones. */
export function SubNav({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const current = currentTab(tabs, usePathname() ?? "");
  const nav = useCurrentInSight(current);
  return (
    <nav ref={nav} aria-label={label} className="scrollbar-none -mx-1 overflow-x-auto px-1">
      <ul className="flex gap-1 lg:flex-col">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link href={tab.href} aria-current={tab.href === current ? "page" : undefined} className="subtab">
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
