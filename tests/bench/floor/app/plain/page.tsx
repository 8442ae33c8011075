import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import { PageHeader } from "@/components/ui/page-header";
import { database } from "../database";
import { Frame } from "../frame";

/** A small page by one query, for pages that are no lists. */
export default async function PlainPage({ searchParams }: { searchParams: Promise<{ tenant?: string }> }) {
  const id = Number((await searchParams).tenant);
  const [row] = await database()`select name, kind, language, created_at from tenants where id = ${id}`;
  return (
    <Frame tenant={{ id, name: row?.name }}>
      <PageHeader title={row?.name} description={row?.kind} />
      <Card title="General">
        <DefinitionList items={Object.entries(row ?? {}).map(([term, value]) => ({ term, value: String(value) }))} />
      </Card>
    </Frame>
  );
}
