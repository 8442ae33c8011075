import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openTenant } from "@/app/open-tenant";
import { NewClient } from "@/components/clients/new-client";
import { creationsOf } from "@/lib/access/sections";
import { notTheirs } from "@/lib/found-or-404";
import { CLIENT_KINDS } from "@/lib/vocabulary";
import { createClientAction } from "../actions";

type Props = PageProps<"/portal/[tenantId]/clients/new">;

/** What to create where: if the address leaves out the kind, it is the usual one there. */
async function openWizard({ params, searchParams }: Props) {
  const { actor, tenant } = await openTenant("management_portal", params);
  const creations = creationsOf(actor, tenant);
  const offered = CLIENT_KINDS.filter((kind) => creations.includes(kind));
  const { kind = offered[0] } = await searchParams;
  return { actor, tenant, kind: offered.find((one) => one === kind) ?? notTheirs() };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { kind } = await openWizard(props);
  return { title: (await getTranslations("clients.create"))(`title.${kind}`) };
}

export default async function NewClientPage(props: Props) {
  const { actor, tenant, kind } = await openWizard(props);
  const { id, name, language } = tenant;
  return (
    <NewClient
      action={createClientAction}
      kind={kind}
      parent={{ id, name, language }}
      userId={actor.userId}
      submission={randomUUID()}
    />
  );
}
