import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuthShell } from "@/components/auth/auth-shell";
import { ResetLinkProblem } from "@/components/auth/link-problem";
import { SetPasswordForm } from "@/components/auth/set-password-form";
import { currentLink } from "@/lib/auth/current-link";
import { submitNewPassword } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("passwordReset"))("title"), referrer: "no-referrer" };
}

export default async function ResetPasswordPage({ params }: PageProps<"/reset-password/[token]">) {
  const { token } = await params;
  const link = await currentLink("password_reset", token);
  if (link.problem !== null) return <ResetLinkProblem code={link.problem} />;
  const t = await getTranslations("passwordReset");
  const fields = await getTranslations("fields");
  return (
    <AuthShell title={t("title")} lead={t("lead")}>
      <SetPasswordForm
        action={submitNewPassword.bind(null, token)}
        login={link.login}
        loginLabel={fields("yourLogin")}
        extraWords={link.personalWords}
        submitLabel={t("submit")}
      />
    </AuthShell>
  );
}
