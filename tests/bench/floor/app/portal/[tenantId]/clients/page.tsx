import { askClients } from "../../../../queries";
import { database } from "../../../database";
import { Table } from "../../../table";

export default async function ClientsPage({ params }: { params: Promise<{ tenantId: string }> }) {
  return <Table rows={await askClients(database(), Number((await params).tenantId))} />;
}
