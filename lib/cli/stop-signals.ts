const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;
/** A terminal signals npm and us, and npm passes its signal on: within this time it is still the same wish. */
const SAME_WISH_MS = 250;
const PARENT_CHECK_MS = 1000;

/**
 * Calls `stop` on the first Ctrl-C or SIGTERM; a second one ends the process immediately. Under npm, the end of npm
 * counts too, because not every shell in between passes signals on.
 */
export function onStopSignal(stop: (exitCode: number) => void): void {
  let askedAt: number | undefined;
  for (const [signal, exitCode] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      if (askedAt === undefined) {
        askedAt = performance.now();
        stop(exitCode);
      } else if (performance.now() - askedAt > SAME_WISH_MS) {
        process.exit(exitCode);
      }
    });
  }
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent || askedAt !== undefined) return;
    askedAt = performance.now();
    stop(SIGNALS.SIGTERM);
  }, PARENT_CHECK_MS);
  timer.unref();
}
