"use client";

import { Check, Copy, Printer } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Flash } from "@/components/ui/flash";
import { PageHeader } from "@/components/ui/page-header";
import { useHydrated } from "@/components/ui/use-hydrated";

type RecoveryCodesProps = { codes: readonly string[]; login: string; news: string; doneHref: string };

/** The codes in clear, the one time they are shown. Only what an action just answered comes here; nothing keeps it. */
export function RecoveryCodes({ codes, login, news, doneHref }: RecoveryCodesProps) {
  const t = useTranslations("account.recovery");
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title={t("heading")} description={t("forLogin", { login })} />
      <Flash>{news}</Flash>
      <Card>
        <p>{t("text")}</p>
        <ul
          aria-label={t("title")}
          className="mt-4 grid gap-x-8 gap-y-1.5 rounded-control bg-sunken px-4 py-3.5 font-medium font-mono tracking-wider sm:grid-cols-2"
        >
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <p className="no-print mt-4 font-medium">{t("keep")}</p>
        <div className="no-print mt-4 flex flex-wrap items-center gap-2">
          <LinkButton href={doneHref}>{t("done")}</LinkButton>
          <KeepButtons text={codes.join("\n")} />
        </div>
      </Card>
    </div>
  );
}

/** Copy and print, where JavaScript can make them work. */
function KeepButtons({ text }: { text: string }) {
  const t = useTranslations("account.recovery");
  const [copied, setCopied] = useState<"yes" | "no">();
  const hydrated = useHydrated();
  if (!hydrated) return null;
  const copy = () =>
    // There is no clipboard on a page that came over plain http from another machine.
    Promise.resolve(navigator.clipboard?.writeText(text) ?? Promise.reject()).then(
      () => setCopied("yes"),
      () => setCopied("no"),
    );
  return (
    <>
      <Button onClick={copy}>
        {copied === "yes" ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
        {t("copy")}
      </Button>
      <Button onClick={() => window.print()}>
        <Printer aria-hidden="true" />
        {t("print")}
      </Button>
      <p role="status" className="text-muted text-sm">
        {copied && t(copied === "yes" ? "copied" : "copyFailed")}
      </p>
    </>
  );
}
