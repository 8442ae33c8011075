"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BrandHome, BrandLine } from "@/components/brand/brand-parts";
import { SkipLink } from "@/components/ui/skip-link";
import { LanguagePicker } from "./language-picker";
import { Rigging } from "./rigging";

type AuthShellProps = {
  title: ReactNode;
  lead?: ReactNode;
  /** Takes the place of whatever page the address has: only loading another one leads away from it. */
  standsAlone?: boolean;
  /** Under the card, e.g. a way back. */
  below?: ReactNode;
  children?: ReactNode;
};

/** The frame of every page outside the portal: product name, one centerd card, footer. */
export function AuthShell({ title, lead, standsAlone, below, children }: AuthShellProps) {
  const t = useTranslations("common");
  return (
    <div className="relative isolate flex min-h-dvh flex-col">
      <SkipLink>{t("skipToContent")}</SkipLink>
      <Rigging />
      <header className="flex px-4 py-4 sm:px-8 sm:py-6">
        <BrandHome href="/" loads={standsAlone} className="rounded-control" />
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto flex w-full max-w-md flex-1 flex-col justify-center px-4 pb-8 outline-none"
      >
        <div className="rounded-card border border-line bg-raised px-5 py-6 shadow-card sm:px-8 sm:py-8">
          <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
          {lead && <p className="mt-1.5 text-muted">{lead}</p>}
          {children && <div className="mt-5">{children}</div>}
        </div>
        {below && <div className="mt-4 text-center text-sm">{below}</div>}
      </main>
      <footer className="no-print flex flex-col items-center gap-3 px-4 py-5 text-center text-muted text-sm sm:px-8">
        <LanguagePicker />
        <BrandLine />
      </footer>
    </div>
  );
}
