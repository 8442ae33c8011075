"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { MessagePage } from "./message-page";

type UnexpectedErrorProps = { error: unknown; retry: () => void };

/** Next's digest of a server error: the number that leads to the log line. */
function digestOf(error: unknown): string | undefined {
  return error instanceof Error && "digest" in error && typeof error.digest === "string" ? error.digest : undefined;
}

/** Says that it is not the person's fault, and offers another try and a safe place. */
export function UnexpectedError({ error, retry }: UnexpectedErrorProps) {
  const t = useTranslations("unexpected");
  const digest = digestOf(error);
  return (
    <MessagePage
      title={t("title")}
      text={
        digest ? (
          <>
            {t("text")}{" "}
            <span className="mt-2 block">
              {t("reference")}: <strong className="font-medium text-ink tabular-nums">{digest}</strong>
            </span>
          </>
        ) : (
          t("textWithoutReference")
        )
      }
      secondary={{ href: "/start", label: t("startPage") }}
    >
      <Button variant="primary" onClick={() => retry()} className="order-first">
        {t("retry")}
      </Button>
    </MessagePage>
  );
}
