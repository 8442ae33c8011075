import { askUsers } from "../../../../queries";
import { database } from "../../../database";
import { Table } from "../../../table";

export default async function UsersPage({ params }: { params: Promise<{ tenantId: string }> }) {
  return <Table rows={await askUsers(database(), Number((await params).tenantId))} />;
}
