import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AuthShell } from "@/components/auth/auth-shell";
import { PasswordForm } from "@/components/auth/password-form";
import { readSignInFlow } from "@/lib/auth/cookies";
import { submitPassword } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("login"))("passwordTitle") };
}

export default async function PasswordPage() {
  const flow = await readSignInFlow();
  if (!flow) redirect("/login?notice=expired");
  const t = await getTranslations("login");
  return (
    <AuthShell title={t("passwordTitle")}>
      <PasswordForm action={submitPassword} login={flow.login} />
    </AuthShell>
  );
}
