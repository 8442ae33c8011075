import { ensureBuild } from "@/lib/cli/build";
import { preparedFolder } from "./own-installation";

/** Once before all workers: the build that `npm start` makes and reuses, and the installation of which the others are copies. */
export default async function prepare(): Promise<void> {
  await ensureBuild(process.cwd(), { say: console.log });
  await preparedFolder([]);
}
