import { databaseHealth } from "@/db/client";
import { log } from "@/lib/log";

export type Health = { ready: true } | { ready: false; reason: string };

const TIMEOUT_MS = 3000;

/** Ready only when the database answers in time and its migrations are current. The reason holds no secrets. */
export async function health(): Promise<Health> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Health>((resolve) => {
    timer = setTimeout(() => resolve({ ready: false, reason: "the database does not respond" }), TIMEOUT_MS);
  });
  try {
    return await Promise.race([late, databaseState()]);
  } finally {
    clearTimeout(timer);
  }
}

async function databaseState(): Promise<Health> {
  try {
    const state = await databaseHealth();
    return state.ready ? { ready: true } : { ready: false, reason: state.reason ?? "the database is not ready" };
  } catch (error) {
    // A driver's message may name hosts and users: it belongs into the log, not into an open answer.
    log.warn({ err: error }, "the health check failed");
    return { ready: false, reason: "the database does not respond" };
  }
}
