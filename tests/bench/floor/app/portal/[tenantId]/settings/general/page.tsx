import { askCompany } from "../../../../../queries";
import { database } from "../../../../database";
import { Table } from "../../../../table";

export default async function GeneralPage({ params }: { params: Promise<{ tenantId: string }> }) {
  const [company] = await askCompany(database(), Number((await params).tenantId));
  return (
    <>
      <h1>{company?.name}</h1>
      <p>
        {company?.kind} {company?.mode} {company?.created}
      </p>
      <Table rows={company?.lines} />
    </>
  );
}
