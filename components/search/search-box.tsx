"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useState,
  useTransition,
} from "react";
import { Link, WaitingBar } from "@/components/ui/link";
import { useHydrated } from "@/components/ui/use-hydrated";
import type { SearchArea, SearchHits } from "@/lib/search/model";
import { useSuggestions } from "./use-suggestions";

type SearchBoxProps = {
  tenantId: number;
  area: SearchArea;
  input: RefObject<HTMLInputElement | null>;
  /** The key that leads here, and what shows it at the end of the field. */
  shortcut?: string;
  children?: ReactNode;
};

type Suggestion = { href: string; title: string; detail: string };

/**
 * A field that searches for companies and users: a plain form that leads to the results, with suggestions while typing
 * where scripts run (the combobox of the ARIA practices: arrows choose, Enter goes, Escape closes).
 */
export function SearchBox({ tenantId, area, input, shortcut, children }: SearchBoxProps) {
  const t = useTranslations("search");
  const router = useRouter();
  const id = useId();
  const hydrated = useHydrated();
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [waiting, startWaiting] = useTransition();
  const label = t(area === "tenants" ? "labelTenants" : "label");
  const page = `/portal/${tenantId}/search`;
  const hits = useSuggestions(`${page}/suggestions`, area, open ? typed : "");
  const groups = hits ? suggestionsOf(hits) : [];
  const all = groups.flatMap(({ suggestions }) => suggestions);
  const shown = open && hits !== null;
  const listed = shown && all.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: new hits begin with none of them chosen
  useEffect(() => setActive(-1), [hits]);

  const close = () => {
    setOpen(false);
    setActive(-1);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Escape" && shown) {
      event.preventDefault();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && shown && all.length > 0) {
      event.preventDefault();
      const places = all.length + 1;
      setActive(((active + 1 + (event.key === "ArrowDown" ? 1 : -1) + places) % places) - 1);
    } else if (event.key === "Enter" && shown && all[active]) {
      event.preventDefault();
      // As the mouse does it, so that nothing unsaved is lost unasked.
      document.getElementById(`${id}-${active}`)?.click();
    }
  };
  // The list closes, and its links with it: the bar of waiting is the field's own then.
  const onChoose = (event: MouseEvent, href: string) => {
    close();
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    startWaiting(() => router.push(href));
  };
  const combobox = hydrated && {
    role: "combobox",
    "aria-expanded": listed,
    "aria-controls": listed ? `${id}-list` : undefined,
    "aria-autocomplete": "list" as const,
    "aria-activedescendant": shown && active >= 0 ? `${id}-${active}` : undefined,
  };
  return (
    <search aria-label={label} className="relative block w-full">
      <form
        method="get"
        action={page}
        onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || close()}
        className="relative"
      >
        {area === "tenants" && <input type="hidden" name="in" value="tenants" />}
        <Search
          aria-hidden="true"
          className="pointer-events-none absolute inset-y-0 start-3 my-auto size-4 text-muted"
        />
        <input
          {...combobox}
          ref={input}
          type="search"
          name="q"
          aria-label={label}
          aria-keyshortcuts={shortcut}
          placeholder={t(area === "tenants" ? "placeholderTenants" : "placeholder")}
          maxLength={254}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onFocus={() => setOpen(true)}
          onChange={(event) => {
            setTyped(event.target.value);
            setOpen(true);
          }}
          onKeyDown={onKeyDown}
          className="control ps-9! pe-9!"
        />
        {children}
        {shown && (
          <div className="absolute inset-x-0 top-full z-20 mt-1.5 max-h-[70dvh] min-w-72 overflow-auto rounded-card border border-line bg-raised p-1.5 shadow-popup">
            {listed && (
              <div role="listbox" id={`${id}-list`} aria-label={t("suggestions")}>
                {groups.map(({ key, suggestions }, group) => (
                  // biome-ignore lint/a11y/useSemanticElements: a group of options has no element of its own outside a select
                  <div key={key} role="group" aria-label={t(key)}>
                    <p aria-hidden="true" className="px-3 pt-2 pb-1 font-medium text-muted text-xs">
                      {t(key)}
                    </p>
                    {suggestions.map(({ href, title, detail }, index) => {
                      const place = (group === 0 ? 0 : (groups[0]?.suggestions.length ?? 0)) + index;
                      return (
                        <Link
                          key={href}
                          id={`${id}-${place}`}
                          role="option"
                          aria-selected={place === active}
                          tabIndex={-1}
                          href={href}
                          prefetch={false}
                          onClick={(event) => onChoose(event, href)}
                          onMouseDown={(event) => event.preventDefault()}
                          className="block rounded-control px-3 py-1.5 hover:bg-accent-soft aria-selected:bg-accent-soft"
                        >
                          <span className="block truncate">{title}</span>
                          <span className="block truncate text-muted text-sm">{detail}</span>
                        </Link>
                      );
                    })}
                  </div>
                ))}
              </div>
            )}
            {!listed && <p className="px-3 py-2 text-muted">{t("nothing")}</p>}
          </div>
        )}
        <span aria-live="polite" className="sr-only">
          {shown && t("count", { count: all.length })}
        </span>
        <WaitingBar shown={waiting} />
      </form>
    </search>
  );
}

function suggestionsOf({ tenants, users }: SearchHits): { key: "tenants" | "users"; suggestions: Suggestion[] }[] {
  const companies = tenants.map(({ id, name, parentName }) => ({
    href: `/portal/${id}`,
    title: name,
    detail: parentName ?? "",
  }));
  const people = users.map(({ id, tenantId, login, name, tenantName }) => ({
    href: `/portal/${tenantId}/users/${id}`,
    title: name ?? login,
    detail: name ? `${login} · ${tenantName}` : tenantName,
  }));
  return [
    ...(companies.length > 0 ? [{ key: "tenants" as const, suggestions: companies }] : []),
    ...(people.length > 0 ? [{ key: "users" as const, suggestions: people }] : []),
  ];
}
