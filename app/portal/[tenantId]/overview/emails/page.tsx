import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openTenant } from "@/app/open-tenant";
import { NoUnsentEmails } from "@/components/emails/no-unsent-emails";
import { SentAgain } from "@/components/emails/sent-again";
import { UnsentEmailsFilter } from "@/components/emails/unsent-emails-filter";
import { UnsentEmailsTable } from "@/components/emails/unsent-emails-table";
import { KeyPager } from "@/components/ui/key-pager";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { can } from "@/lib/access/can";
import { findSentAgain, listUnsentEmails } from "@/lib/email/list-unsent-emails";
import { UNSENT_DAYS } from "@/lib/email/model";
import { parseUnsentQuery } from "@/lib/email/schema";
import { foundOr404 } from "@/lib/found-or-404";
import { addressQuery } from "@/lib/list/address";
import { sendListedEmailAgainAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("unsentEmails"))("title") };
}

export default async function UnsentEmailsPage({
  params,
  searchParams,
}: PageProps<"/portal/[tenantId]/overview/emails">) {
  const { actor, tenant } = await openTenant("management_portal", params);
  const { status, after, again } = parseUnsentQuery(await searchParams);
  const { emails, earlier, next } = await foundOr404(listUnsentEmails(actor, tenant.id, { status, after }));
  const sentAgain = again && (await foundOr404(findSentAgain(actor, tenant.id, again)));
  const t = await getTranslations("unsentEmails");
  const base = `/portal/${tenant.id}/overview/emails`;
  const address = (more = {}) => `${base}${addressQuery({ status, ...more })}`;
  const maySend = can(actor, "email.send_again", tenant);
  return (
    <>
      {sentAgain && <SentAgain key={again} email={sentAgain} />}
      <PageHeader
        title={t("title")}
        description={t("description", { tenant: tenant.name, days: UNSENT_DAYS })}
        actions={<TextLink href={`/portal/${tenant.id}/overview`}>{t("back")}</TextLink>}
      />
      <UnsentEmailsFilter action={base} status={status} />
      {emails.length > 0 ? (
        <UnsentEmailsTable
          {...{ tenant, emails, status }}
          sendAgainAction={maySend ? sendListedEmailAgainAction : undefined}
        />
      ) : (
        <NoUnsentEmails status={status} tenant={tenant} />
      )}
      <KeyPager
        label={t("pages")}
        first={earlier ? { href: address(), label: t("firstPage") } : undefined}
        next={next ? { href: address({ after: next }), label: t("nextPage") } : undefined}
      />
    </>
  );
}
