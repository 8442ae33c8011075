import { defineConfig } from "drizzle-kit";

// Only `drizzle-kit generate` is used: migrations are applied by db/migrate.ts on both drivers.
export default defineConfig({ dialect: "postgresql", schema: "./db/tables.ts", out: "./db/migrations" });
