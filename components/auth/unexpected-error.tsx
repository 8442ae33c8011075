"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ErrorText, useErrorWords } from "./error-text";
import { MessagePage } from "./message-page";

export type UnexpectedErrorProps = { error: unknown; retry: () => void };

/** Says that it isn't the user's fault, and offers another try and a safe place. */
export function UnexpectedError({ error, retry }: UnexpectedErrorProps) {
  const t = useTranslations("unexpected");
  const { title, again } = useErrorWords({ error, retry });
  return (
    <MessagePage title={title} text={<ErrorText error={error} />} secondary={{ href: "/start", label: t("startPage") }}>
      <Button variant="primary" onClick={again.run} className="order-first">
        {again.label}
      </Button>
    </MessagePage>
  );
}
