import { purgeAuditLog } from "@/lib/audit/purge-audit-log";
import { log } from "@/lib/log";

type Chore = { name: string; run: (options: { signal: AbortSignal }) => Promise<unknown> };

/** What is due once a day. Each can run at any time, is stopped by the signal, and takes turns among instances itself. */
const CHORES: readonly Chore[] = [{ name: "audit log retention", run: purgeAuditLog }];

/** Runs everything that is due once a day, one after the other. Never throws: the next day tries again. */
export async function runDailyChores(signal: AbortSignal): Promise<void> {
  for (const { name, run } of CHORES) {
    if (signal.aborted) return;
    try {
      await run({ signal });
    } catch (error) {
      log.error({ err: error, chore: name }, "a daily chore failed");
    }
  }
}
