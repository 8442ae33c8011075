import { Cron } from "croner";
import { deliverDueEmails } from "@/lib/email/deliver-emails";
import { log } from "@/lib/log";
import { runDailyJobs } from "./daily";

const EVERY_TEN_SECONDS = "*/10 * * * * *";
/** At a minute of its own, when few people are about. */
const EVERY_NIGHT = "0 17 3 * * *";

type JobState = {
  sweep: Cron | null;
  nightly: Cron | null;
  stop: AbortController;
  delivering: Promise<void> | null;
  again: boolean;
  daily: Promise<void> | null;
};

// Next bundles instrumentation and actions apart, each with its own copy of this module: the state is shared here.
const registry = globalThis as { [STATE]?: JobState };
const STATE = Symbol.for("backstay.jobs");

function state(): JobState {
  registry[STATE] ??= {
    sweep: null,
    nightly: null,
    stop: new AbortController(),
    delivering: null,
    again: false,
    daily: null,
  };
  return registry[STATE];
}

/**
 * Starts the work that no request causes: what is due goes out now, and every ten seconds from then on. The daily work is
 * done now as well, since a computer may be switched off every night.
 */
export async function startJobs(): Promise<void> {
  const jobs = state();
  if (jobs.sweep) return;
  jobs.stop = new AbortController();
  jobs.sweep = new Cron(EVERY_TEN_SECONDS, { protect: true, unref: true }, () => kickDelivery());
  jobs.nightly = new Cron(EVERY_NIGHT, { protect: true, unref: true }, () => doDailyWork(jobs));
  void kickDelivery();
  void doDailyWork(jobs);
}

function doDailyWork(jobs: JobState): Promise<void> {
  jobs.daily ??= runDailyJobs(jobs.stop.signal).finally(() => {
    jobs.daily = null;
  });
  return jobs.daily;
}

/** Starts nothing new and waits for what is under way: emails, and the batch or statement of the daily work. */
export async function stopJobs(): Promise<void> {
  const jobs = state();
  jobs.sweep?.stop();
  jobs.sweep = null;
  jobs.nightly?.stop();
  jobs.nightly = null;
  jobs.stop.abort();
  await Promise.all([jobs.delivering, jobs.daily]);
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
