import { Eye, RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Logo } from "@/components/ui/logo";
import { SkipLink } from "@/components/ui/skip-link";

/** The frame of the local mailbox: its name, what it is, and the way to look again. */
export function MailboxShell({ children }: { children: ReactNode }) {
  const t = useTranslations("mailbox");
  const actions = useTranslations("actions");
  const common = useTranslations("common");
  return (
    <div className="flex min-h-dvh flex-col lg:h-dvh">
      <SkipLink>{common("skipToContent")}</SkipLink>
      <header className="border-line border-b bg-raised">
        <div className="flex min-h-14 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 sm:px-6">
          <Logo name={common("productName")} compact />
          <span aria-hidden="true" className="h-6 border-line border-s" />
          <h1 className="font-semibold text-lg tracking-tight">
            <Link href="/mailbox" className="inline-block rounded-sm py-0.5 hover:text-accent">
              {t("title")}
            </Link>
          </h1>
          <p className="text-muted text-sm max-lg:order-last max-lg:basis-full">{t("description")}</p>
          <LinkButton href="/mailbox/preview" prefetch={false} variant="ghost" size="sm" className="ms-auto">
            <Eye aria-hidden="true" />
            <span className="max-sm:sr-only">{actions("preview")}</span>
          </LinkButton>
          <LinkButton href="/mailbox" prefetch={false} variant="secondary" size="sm">
            <RefreshCw aria-hidden="true" />
            {t("refresh")}
          </LinkButton>
        </div>
      </header>
      <main id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
        {children}
      </main>
    </div>
  );
}
