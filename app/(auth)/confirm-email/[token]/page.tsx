import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuthShell } from "@/components/auth/auth-shell";
import { EmailChangeLinkProblem } from "@/components/auth/link-problem";
import { ActionButton } from "@/components/form/action-button";
import { DefinitionList } from "@/components/ui/definition-list";
import { currentLink } from "@/lib/auth/current-link";
import { submitEmailConfirmation } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("confirmEmail"))("title"), referrer: "no-referrer" };
}

/** Looking changes nothing, however often: mail scanners open links too. Only the button does. */
export default async function ConfirmEmailPage({ params }: PageProps<"/confirm-email/[token]">) {
  const { token } = await params;
  const link = await currentLink("email_change", token);
  if (link.problem !== null) return <EmailChangeLinkProblem code={link.problem} />;
  const t = await getTranslations("confirmEmail");
  const fields = await getTranslations("fields");
  const { newEmail, newLogin, login } = link;
  return (
    <AuthShell title={t("title")} lead={t("lead")}>
      <DefinitionList
        items={[
          { term: fields("newEmail"), value: <span className="wrap-anywhere">{newEmail}</span> },
          {
            term: fields(newLogin ? "newLogin" : "yourLogin"),
            value: <span className="wrap-anywhere">{newLogin ?? login}</span>,
          },
        ]}
      />
      <div className="mt-5">
        <ActionButton action={submitEmailConfirmation.bind(null, token)}>{t("submit")}</ActionButton>
      </div>
    </AuthShell>
  );
}
