import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AuthShell } from "@/components/auth/auth-shell";
import { CodeForm } from "@/components/auth/code-form";
import { TextLink } from "@/components/ui/text-link";
import { readSignInFlow } from "@/lib/auth/cookies";
import { submitCode } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("fields"))("twoFactor") };
}

export default async function CodePage() {
  const flow = await readSignInFlow();
  if (!flow?.sessionId) redirect("/login?notice=expired");
  const t = await getTranslations("login");
  const fields = await getTranslations("fields");
  return (
    <AuthShell
      title={fields("twoFactor")}
      lead={t("codeLead")}
      below={<TextLink href="/login">{t("useAnotherLogin")}</TextLink>}
    >
      <CodeForm action={submitCode} />
    </AuthShell>
  );
}
