"use client";

import { useTranslations } from "next-intl";
import { ErrorText, useErrorWords } from "@/components/auth/error-text";
import { Button, LinkButton } from "@/components/ui/button";
import { FocusOnMount } from "@/components/ui/focus-on-mount";
import { PageHeader } from "@/components/ui/page-header";

type SectionErrorProps = { error: unknown; retry: () => void };

/** In place of a page that failed, inside its frame: the header, the tabs and the way elsewhere stay. */
export function SectionError({ error, retry }: SectionErrorProps) {
  const t = useTranslations("unexpected");
  const { title, again } = useErrorWords({ error, retry });
  return (
    <FocusOnMount role="alert" className="flex flex-col items-start gap-5 p-1 sm:py-6">
      <PageHeader title={title} description={<ErrorText error={error} />} />
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={again.run}>
          {again.label}
        </Button>
        <LinkButton href="/start" variant="secondary">
          {t("startPage")}
        </LinkButton>
      </div>
    </FocusOnMount>
  );
}
