import { randomBytes } from "node:crypto";
import postgres from "postgres";

/** An empty database of a spec's own on a Postgres server, until it is dropped. */
export type OwnDatabase = { url: string; drop(): Promise<void> };

/** @param server the address of the server, as a role that may create databases. */
export async function createOwnDatabase(server: string): Promise<OwnDatabase> {
  const name = `backstay_spec_${randomBytes(6).toString("hex")}`;
  const onServer = async (statement: string) => {
    const sql = postgres(server, { max: 1, onnotice: () => {} });
    await sql.unsafe(statement).finally(() => sql.end());
  };
  await onServer(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(`drop database if exists ${name} with (force)`) };
}
