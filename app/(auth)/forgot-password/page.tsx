import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuthShell } from "@/components/auth/auth-shell";
import { ForgotPasswordForm } from "@/components/auth/forgot-password-form";
import { TextLink } from "@/components/ui/text-link";
import { readSignInFlow } from "@/lib/auth/cookies";
import { submitForgotPassword } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("common"))("forgotPassword") };
}

export default async function ForgotPasswordPage() {
  const t = await getTranslations("passwordReset");
  const common = await getTranslations("common");
  const flow = await readSignInFlow();
  return (
    <AuthShell
      title={common("forgotPassword")}
      lead={t("requestLead")}
      below={<TextLink href="/login">{common("backToSignIn")}</TextLink>}
    >
      <ForgotPasswordForm action={submitForgotPassword} defaultLogin={flow?.login} />
    </AuthShell>
  );
}
