import { Cron } from "croner";
import { deleteExpiredLimits } from "@/lib/auth/limits";
import { deleteOldSessions } from "@/lib/auth/sessions";
import { deliverDueEmails } from "@/lib/email/deliver-emails";
import { log } from "@/lib/log";
import { deletePastActivationDays } from "@/lib/outbox/enqueue-email";
import { deliveringAfterwards } from "@/lib/outbox/note-enqueued";
import { runBatches } from "@/lib/user-batches/run-batches";
import { runDailyJobs } from "./daily";
import { runMailings } from "./mailings";

const EVERY_TEN_SECONDS = "*/10 * * * * *";
const EVERY_HOUR = "0 17 * * * *";
/** What goes out from an hour on goes out soon after it. */
const SOON_AFTER_EVERY_HOUR = "0 2 * * * *";
/** At a minute of its own, when few users are around. */
const EVERY_NIGHT = "0 47 3 * * *";

type JobState = {
  sweep: Cron | null;
  housekeeping: Cron | null;
  mailings: Cron | null;
  nightly: Cron | null;
  stop: AbortController;
  delivering: Promise<void> | null;
  again: boolean;
  batching: Promise<void> | null;
  batchesAgain: boolean;
  tidying: Promise<void> | null;
  mailing: Promise<void> | null;
  daily: Promise<void> | null;
};

// Next bundles instrumentation and actions apart, each with its own copy of this module: the state is shared here.
const registry = globalThis as { [STATE]?: JobState };
const STATE = Symbol.for("backstay.jobs");

function state(): JobState {
  registry[STATE] ??= {
    sweep: null,
    housekeeping: null,
    mailings: null,
    nightly: null,
    stop: new AbortController(),
    delivering: null,
    again: false,
    batching: null,
    batchesAgain: false,
    tidying: null,
    mailing: null,
    daily: null,
  };
  return registry[STATE];
}

/**
 * Starts the work that no request causes: emails that are due, and batches of users that another process left, now and every ten
 * seconds, housekeeping every hour, mailings now and every hour, and the daily work now and every night, since a computer may
 * be switched off at night.
 */
export async function startJobs(): Promise<void> {
  const jobs = state();
  if (jobs.sweep) return;
  jobs.stop = new AbortController();
  jobs.sweep = new Cron(EVERY_TEN_SECONDS, { protect: true, unref: true }, async () => {
    await Promise.all([kickDelivery(), kickBatches()]);
  });
  jobs.housekeeping = new Cron(EVERY_HOUR, { protect: true, unref: true }, () => tidyUp());
  jobs.mailings = new Cron(SOON_AFTER_EVERY_HOUR, { protect: true, unref: true }, () => writeMailings(jobs));
  jobs.nightly = new Cron(EVERY_NIGHT, { protect: true, unref: true }, () => doDailyWork(jobs));
  void kickDelivery();
  void kickBatches();
  void writeMailings(jobs);
  void doDailyWork(jobs);
}

/** Starts nothing new and waits for what is running: the database must not close under it. */
export async function stopJobs(): Promise<void> {
  const jobs = state();
  jobs.sweep?.stop();
  jobs.housekeeping?.stop();
  jobs.mailings?.stop();
  jobs.nightly?.stop();
  jobs.sweep = null;
  jobs.housekeeping = null;
  jobs.mailings = null;
  jobs.nightly = null;
  jobs.stop.abort();
  await Promise.all([jobs.delivering, jobs.batching, jobs.tidying, jobs.mailing, jobs.daily]);
}

/**
 * Sends what is due right away, e.g. after the response to a request that put an email into the outbox. One delivery
 * runs at a time; a call during it makes it look once more. Never throws: the sweep tries again.
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
      log.error({ err: error }, "email delivery failed");
    }
  }
}

/**
 * Goes on with batches of users that were started, e.g. after the response to the request that started one. As with
 * `kickDelivery`, one runs at a time and none throws. The emails that they cause go out right after.
 */
export function kickBatches(): Promise<void> {
  const jobs = state();
  if (jobs.stop.signal.aborted) return Promise.resolve();
  jobs.batchesAgain = true;
  jobs.batching ??= runBatchesWhileAsked(jobs).finally(() => {
    jobs.batching = null;
    if (jobs.batchesAgain) void kickBatches();
  });
  return jobs.batching;
}

async function runBatchesWhileAsked(jobs: JobState): Promise<void> {
  while (jobs.batchesAgain && !jobs.stop.signal.aborted) {
    jobs.batchesAgain = false;
    try {
      await deliveringAfterwards(() => runBatches({ signal: jobs.stop.signal }), kickDelivery);
    } catch (error) {
      log.error({ err: error }, "a batch of users failed; it goes on with the next sweep");
    }
  }
}

/**
 * Deletes what no longer counts: old sessions and counters of attempts. Several instances can do it at the same time.
 * Never throws.
 */
export function tidyUp(): Promise<void> {
  const jobs = state();
  if (jobs.stop.signal.aborted) return Promise.resolve();
  jobs.tidying ??= deleteWhatIsOver().finally(() => {
    jobs.tidying = null;
  });
  return jobs.tidying;
}

function writeMailings(jobs: JobState): Promise<void> {
  jobs.mailing ??= runMailings(jobs.stop.signal).finally(() => {
    jobs.mailing = null;
  });
  return jobs.mailing;
}

function doDailyWork(jobs: JobState): Promise<void> {
  jobs.daily ??= runDailyJobs(jobs.stop.signal).finally(() => {
    jobs.daily = null;
  });
  return jobs.daily;
}

async function deleteWhatIsOver(): Promise<void> {
  try {
    await deleteOldSessions();
    await deleteExpiredLimits();
    await deletePastActivationDays();
  } catch (error) {
    log.error({ err: error }, "housekeeping failed");
  }
}
