import { getTranslations } from "next-intl/server";
import { AuthShell } from "@/components/auth/auth-shell";
import { LoginForm } from "@/components/auth/login-form";
import { doNothing } from "../actions";

export default async function LoginPage() {
  const t = await getTranslations("login");
  const common = await getTranslations("common");
  return (
    <AuthShell title={common("signIn")} lead={t("loginLead")}>
      <LoginForm action={doNothing} />
    </AuthShell>
  );
}
