import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AuthShell } from "@/components/auth/auth-shell";
import { LoginForm } from "@/components/auth/login-form";
import { Notice } from "@/components/ui/notice";
import { pathAfterSignIn } from "@/lib/auth/after-sign-in";
import { readSignInFlow } from "@/lib/auth/cookies";
import { currentActor } from "@/lib/auth/current-actor";
import { safeNextPath } from "@/lib/url";
import { submitLogin } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("common"))("signIn") };
}

/** What the page may be asked to say at its top, by `?notice=`. */
const NOTICES = { "signed-out": "signedOut", "password-changed": "passwordChanged", expired: "sessionEnded" } as const;

export default async function LoginPage({ searchParams }: PageProps<"/login">) {
  const { next, notice } = await searchParams;
  const path = safeNextPath(next);
  const actor = await currentActor();
  if (actor) redirect(pathAfterSignIn(path, actor.roles));
  const t = await getTranslations("login");
  const common = await getTranslations("common");
  const flow = await readSignInFlow();
  const said = Object.entries(NOTICES).find(([name]) => name === notice)?.[1];
  return (
    <AuthShell title={common("signIn")} lead={t("loginLead")}>
      {said && <Notice tone={said === "sessionEnded" ? "info" : "success"}>{t(said)}</Notice>}
      <LoginForm action={submitLogin} next={path ?? undefined} defaultLogin={flow?.login} />
    </AuthShell>
  );
}
