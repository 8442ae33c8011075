import { closeDatabase, openDatabase } from "@/db/client";
import { authSecrets } from "@/lib/auth/keys";
import { ensureProvider } from "@/lib/clients/ensure-provider";
import { startJobs, stopJobs } from "@/lib/jobs/runner";
import { publishServerHandle, serverHandle } from "@/lib/jobs/server-handle";

/** Brings the server up: database and migrations, the provider, jobs. What was opened is closed again on failure. */
export async function boot(): Promise<void> {
  if (serverHandle()) return;
  await openDatabase();
  try {
    // A secret that cannot be read stops the start, not the first link or cookie.
    authSecrets();
    const info = await ensureProvider();
    await startJobs();
    publishServerHandle({ info, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

async function stop(): Promise<void> {
  try {
    await stopJobs();
  } finally {
    await closeDatabase();
  }
}
