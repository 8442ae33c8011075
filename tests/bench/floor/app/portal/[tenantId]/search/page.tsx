import { askHits } from "../../../../queries";
import { database } from "../../../database";
import { Table } from "../../../table";

export default async function SearchPage() {
  const [hits] = await askHits(database());
  return (
    <>
      <Table rows={hits?.tenants} />
      <Table rows={hits?.users} />
    </>
  );
}
