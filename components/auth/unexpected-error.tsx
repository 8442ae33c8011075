"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ErrorText } from "./error-text";
import { MessagePage } from "./message-page";

export type UnexpectedErrorProps = { error: unknown; retry: () => void };

/** Says that it isn't the user's fault, and offers another try and a safe place. */
export function UnexpectedError({ error, retry }: UnexpectedErrorProps) {
  const t = useTranslations("unexpected");
  return (
    <MessagePage
      title={t("title")}
      text={<ErrorText error={error} />}
      secondary={{ href: "/start", label: t("startPage") }}
    >
      <Button variant="primary" onClick={() => retry()} className="order-first">
        {t("retry")}
      </Button>
    </MessagePage>
  );
}
