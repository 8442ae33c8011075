import postgres from "postgres";

const registry = globalThis as { benchDatabase?: postgres.Sql };

/** One pool for all pages, as large as the product's. */
export function database(): postgres.Sql {
  registry.benchDatabase ??= postgres(process.env.DATABASE_URL ?? "", { max: 10, onnotice: () => {} });
  return registry.benchDatabase;
}
