/** The unique index or constraint that a failed insert or update ran into, or null when it failed for another reason. */
export function uniqueViolation(error: unknown): string | null {
  return violation(error, "23505");
}

/** The same for a check, e.g. the containment rule of the tenant tree. */
export function checkViolation(error: unknown): string | null {
  return violation(error, "23514");
}

/** Whether one of our functions looked for a row and found none in scope (`no_data_found`). */
export function foundNothing(error: unknown): boolean {
  return violation(error, "P0002") !== null;
}

/** Whether a transaction was given up because others held what it needed: a lock in time, or a deadlock. */
export function lockNotGiven(error: unknown): boolean {
  return violation(error, "55P03") !== null || violation(error, "40P01") !== null;
}

/** Whether a statement took longer than it was allowed to. */
export function wasCancelled(error: unknown): boolean {
  return violation(error, "57014") !== null;
}

type DriverError = { code?: unknown; constraint?: unknown; constraint_name?: unknown; cause?: unknown };

/** postgres.js says `constraint_name`, PGlite `constraint`; drizzle wraps both. */
function violation(error: unknown, code: string): string | null {
  for (let current = error as DriverError | undefined; current; current = current.cause as DriverError | undefined) {
    if (current.code === code) return String(current.constraint_name ?? current.constraint ?? "");
  }
  return null;
}
