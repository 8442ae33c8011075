import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuthShell } from "@/components/auth/auth-shell";
import { ActivationLinkProblem } from "@/components/auth/link-problem";
import { SetPasswordForm } from "@/components/auth/set-password-form";
import { currentLink } from "@/lib/auth/current-link";
import { submitActivation } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("activation"))("title"), referrer: "no-referrer" };
}

/** Looking changes nothing, however often: mail scanners open links too. Only the button does. */
export default async function ActivationPage({ params }: PageProps<"/activate/[token]">) {
  const { token } = await params;
  const link = await currentLink("activation", token);
  if (link.problem !== null) return <ActivationLinkProblem code={link.problem} />;
  const t = await getTranslations("activation");
  const fields = await getTranslations("fields");
  return (
    <AuthShell title={t("title")} lead={t("lead")}>
      <SetPasswordForm
        action={submitActivation.bind(null, token)}
        login={link.login}
        loginLabel={fields("yourLogin")}
        extraWords={link.personalWords}
        submitLabel={t("submit")}
      />
    </AuthShell>
  );
}
