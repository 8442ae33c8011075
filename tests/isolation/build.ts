import { readFileSync } from "node:fs";
import { join } from "node:path";

const NEXT = join(process.cwd(), ".next");
const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(NEXT, ...path), "utf8"));

export type BuiltAction = { id: string; name: string; pages: string[] };

/** Every server action of the build, named `<file>#<export>`, with the pages that carry it. */
export function builtActions(): BuiltAction[] {
  type Entry = { filename: string; exportedName: string; workers: Record<string, unknown> };
  const manifest = read("server", "server-reference-manifest.json") as Record<"node" | "edge", Record<string, Entry>>;
  return [...Object.entries(manifest.node), ...Object.entries(manifest.edge)].map(
    ([id, { filename, exportedName, workers }]) => ({
      id,
      name: `${filename}#${exportedName}`,
      pages: Object.keys(workers).map((worker) => routeOf(worker.replace(/^app/, ""))),
    }),
  );
}

/** Every page and route handler of the build, as its address with the names of its parameters. */
export function builtRoutes(): string[] {
  const manifest = read("app-path-routes-manifest.json") as Record<string, string>;
  return [...new Set(Object.values(manifest))].sort();
}

function routeOf(page: string): string {
  const manifest = read("app-path-routes-manifest.json") as Record<string, string>;
  return manifest[page] ?? page;
}
