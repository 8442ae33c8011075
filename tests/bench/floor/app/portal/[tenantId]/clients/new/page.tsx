import { randomUUID } from "node:crypto";
import { NewClient } from "@/components/clients/new-client";
import { createCustomer } from "../../../../actions";
import { companyOf } from "../../../../reader";

export default async function NewClientPage({ params }: PageProps<"/portal/[tenantId]/clients/new">) {
  const { id, name } = companyOf(Number((await params).tenantId));
  return (
    <NewClient
      action={createCustomer}
      kind="customer"
      parent={{ id, name, language: "en" }}
      userId={1}
      submission={randomUUID()}
    />
  );
}
