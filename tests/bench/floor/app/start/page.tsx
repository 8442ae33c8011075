import { askReader } from "../../queries";
import { database } from "../database";

export default async function StartPage() {
  const [reader] = await askReader(database());
  return (
    <>
      <h1>{reader?.login}</h1>
      <a href="/portal">Management Portal</a>
      <a href="/backup">Backup</a>
    </>
  );
}
