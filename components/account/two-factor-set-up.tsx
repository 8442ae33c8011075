"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { QrCode } from "@/lib/account/model";
import type { FormAction } from "@/lib/form/model";
import { CurrentPasswordField } from "./current-password-field";
import { QrCodeImage } from "./qr-code-image";
import { RecoveryCodes } from "./recovery-codes";

const schema = () => import("@/lib/account/schema").then((schemas) => schemas.twoFactorChangeSchema);

type TwoFactorSetUpProps = {
  action: FormAction;
  login: string;
  /** What the app needs; null when no setup is in progress, or no longer. */
  setUp: { qrCode: QrCode; secret: string } | null;
  doneHref: string;
  /** In place of the usual line below the title. */
  lead?: string;
  /** Shown when there is nothing to set up. */
  children: ReactNode;
};

/**
 * Setup in three steps, and then the recovery codes. Without JavaScript the response comes with a page that no longer
 * has a setup, so this component has to be on the page either way.
 */
export function TwoFactorSetUp({ action, login, setUp, doneHref, lead, children }: TwoFactorSetUpProps) {
  const t = useTranslations("account.setUp");
  const fields = useTranslations("fields");
  const password = useTranslations("account.password");
  const form = useServerForm({ action, schema });
  const { once } = form.state;
  if (once) return <RecoveryCodes codes={once} login={login} news={t("on")} doneHref={doneHref} />;
  if (!setUp) return children;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title={t("title")} description={lead ?? t("lead")} />
      <Card>
        <ServerForm form={form} className="flex flex-col gap-6">
          <Step number={1} title={t("appTitle")}>
            <p>{t("appText")}</p>
          </Step>
          <Step number={2} title={t("scanTitle")}>
            <div className="flex flex-wrap items-center gap-x-8 gap-y-4">
              <QrCodeImage code={setUp.qrCode} label={t("qrLabel")} />
              <div className="min-w-0 max-w-80">
                <p>{t("manual")}</p>
                <p className="mt-2 w-fit max-w-52 select-all rounded-control bg-sunken px-3 py-2 font-medium font-mono text-sm tracking-wide">
                  {setUp.secret}
                </p>
              </div>
            </div>
          </Step>
          <Step number={3} title={t("confirmTitle")}>
            <div className="flex max-w-md flex-col gap-4">
              <CurrentPasswordField
                {...form.field("currentPassword", password("current"), { secret: true })}
                login={login}
              />
              <TextField
                {...form.field("code", fields("code"), { secret: true })}
                hint={t("codeHint")}
                autoComplete="one-time-code"
                inputMode="numeric"
                className="font-medium tracking-[0.2em] tabular-nums"
                required
              />
              <p className="text-muted text-sm">{t("confirmHint")}</p>
              <SubmitButton pending={form.pending} className="self-start">
                {t("submit")}
              </SubmitButton>
            </div>
          </Step>
        </ServerForm>
      </Card>
    </div>
  );
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <section className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-2">
      <span
        aria-hidden="true"
        className="grid size-7 place-items-center rounded-full bg-accent-soft font-semibold text-accent text-sm tabular-nums"
      >
        {number}
      </span>
      <h2 className="pt-0.5 font-semibold text-lg tracking-tight">{title}</h2>
      <div className="col-span-full sm:col-start-2">{children}</div>
    </section>
  );
}
