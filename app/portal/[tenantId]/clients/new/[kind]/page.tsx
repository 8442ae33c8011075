import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { openTenant } from "@/app/open-tenant";
import { NewClient } from "@/components/clients/new-client";
import { CLIENT_KINDS } from "@/lib/clients/schema";
import { creationsOf } from "@/lib/tenants/policy";
import { createClientAction } from "../../actions";

type Props = PageProps<"/portal/[tenantId]/clients/new/[kind]">;

const kindOf = async ({ params }: Props) => {
  const { kind } = await params;
  return CLIENT_KINDS.find((known) => known === kind) ?? notFound();
};

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await getTranslations("clients.create"))(`title.${await kindOf(props)}`) };
}

export default async function NewClientPage(props: Props) {
  const { actor, tenant } = await openTenant("management_portal", props.params);
  const kind = await kindOf(props);
  if (!creationsOf(actor, tenant).includes(kind)) notFound();
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
