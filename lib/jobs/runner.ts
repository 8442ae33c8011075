import { Cron } from "croner";
import { deliverDueEmails } from "@/lib/email/deliver-emails";
import { log } from "@/lib/log";

const EVERY_TEN_SECONDS = "*/10 * * * * *";

type JobState = { sweep: Cron | null; stop: AbortController; delivering: Promise<void> | null; again: boolean };

// Next bundles instrumentation and actions apart, each with its own copy of this module: the state is shared here.
const registry = globalThis as { [STATE]?: JobState };
const STATE = Symbol.for("backstay.jobs");

function state(): JobState {
  registry[STATE] ??= { sweep: null, stop: new AbortController(), delivering: null, again: false };
  return registry[STATE];
}

/** Starts the work that no request causes: what is due goes out now, and every ten seconds from then on. */
export async function startJobs(): Promise<void> {
  const jobs = state();
  if (jobs.sweep) return;
  jobs.stop = new AbortController();
  jobs.sweep = new Cron(EVERY_TEN_SECONDS, { protect: true, unref: true }, () => kickDelivery());
  void kickDelivery();
}

/** Starts nothing new and waits for the emails that are on their way. */
export async function stopJobs(): Promise<void> {
  const jobs = state();
  jobs.sweep?.stop();
  jobs.sweep = null;
  jobs.stop.abort();
  await jobs.delivering;
}

/**
 * Sends what is due right away: `after(kickDelivery)` in an action that put an email in the outbox. One delivery runs at
 * a time; a call during it makes it look once more. Never throws: the sweep tries again.
 */
export function kickDelivery(): Promise<void> {
  const jobs = state();
  if (jobs.stop.signal.aborted) return Promise.resolve();
  jobs.again = true;
  jobs.delivering ??= deliverWhileAsked(jobs).finally(() => {
    jobs.delivering = null;
    // Asked for between the last look and now.
    if (jobs.again) void kickDelivery();
  });
  return jobs.delivering;
}

async function deliverWhileAsked(jobs: JobState): Promise<void> {
  while (jobs.again && !jobs.stop.signal.aborted) {
    jobs.again = false;
    try {
      await deliverDueEmails({ signal: jobs.stop.signal });
    } catch (error) {
      log.error({ err: error }, "emails could not be delivered");
    }
  }
}
