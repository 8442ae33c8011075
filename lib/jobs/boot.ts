import { closeDatabase, openDatabase } from "@/db/client";
import { makeFolder } from "@/db/data-folder";
import { authSecrets } from "@/lib/auth/keys";
import { ensureProvider } from "@/lib/clients/ensure-provider";
import { openChannel } from "@/lib/commands/channel";
import { mailboxFolder } from "@/lib/email/transports/mailbox";
import { env } from "@/lib/env";
import { clearDataFolder } from "@/lib/jobs/clear-data-folder";
import { startJobs, stopJobs } from "@/lib/jobs/runner";
import { publishServerHandle, serverHandle } from "@/lib/jobs/server-handle";

/** Brings the server up: database and migrations, the provider, jobs, the channel for commands. What was opened is closed again on failure. */
export async function boot(): Promise<void> {
  if (serverHandle()) return;
  const { kind } = await openDatabase();
  try {
    const { DATA_DIR, EMAIL_TRANSPORT } = env();
    // Not first when an email is due.
    if (EMAIL_TRANSPORT === "mailbox") makeFolder(mailboxFolder(DATA_DIR));
    // Who has opened the embedded database has its lock.
    clearDataFolder(DATA_DIR, { alone: kind === "embedded" });
    // A secret that cannot be read stops the start, not the first link or cookie.
    authSecrets();
    const info = await ensureProvider();
    await startJobs();
    const channel = await openChannel(DATA_DIR);
    publishServerHandle({
      info,
      stop: async () => {
        await channel.close();
        await stop();
      },
    });
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
