import { ensureBuild } from "@/lib/cli/build";

/** Once before all workers: the same build that `npm start` makes and reuses. */
export default async function prepare(): Promise<void> {
  await ensureBuild(process.cwd(), { say: console.log });
}
