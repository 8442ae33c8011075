import { purgeAuditLog } from "@/lib/audit-log/purge-audit-log";
import { purgeMailings } from "@/lib/email/purge-mailings";
import { log } from "@/lib/log";
import { purgeSubmissions } from "@/lib/submissions/purge-submissions";
import { endTrials } from "@/lib/tenants/end-trials";
import { purgeDeletedTenants } from "@/lib/tenants/purge-deleted-tenants";
import { purgeBatches } from "@/lib/user-batches/purge-batches";
import { purgeDeletedUsers } from "@/lib/users/purge-deleted-users";

type DailyJob = { name: string; run(signal: AbortSignal): Promise<unknown> };

const DAILY_JOBS: readonly DailyJob[] = [
  { name: "end trials", run: (signal) => endTrials({ signal }) },
  { name: "purge deleted users", run: (signal) => purgeDeletedUsers({ signal }) },
  { name: "purge mailings", run: (signal) => purgeMailings({ signal }) },
  { name: "purge submissions", run: () => purgeSubmissions() },
  { name: "purge user batches", run: () => purgeBatches() },
  { name: "purge deleted companies", run: (signal) => purgeDeletedTenants({ signal }) },
  { name: "audit log retention", run: (signal) => purgeAuditLog({ signal }) },
];

/** Does the work of the day, one thing after the other. Never throws: what fails is logged and comes again tomorrow. */
export async function runDailyJobs(signal: AbortSignal): Promise<void> {
  for (const job of DAILY_JOBS) {
    if (signal.aborted) return;
    try {
      await job.run(signal);
    } catch (error) {
      log.error({ err: error, job: job.name }, "a daily job failed");
    }
  }
}
