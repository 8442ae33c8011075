/**
 * Every advisory lock of Backstay and its number: the one place for them. SQL reads the same numbers with
 * `lock_number('<name>')`, a function that migrating makes from this list (db/code.ts). Numbers are never reused, because an
 * instance of an older version may still hold one.
 */
export const LOCKS = {
  /** One instance at a time brings the database up to date. */
  migration: 7_232_025,
  /** Totals and levels of storage change in one transaction at a time: lock_usage(). */
  usage: 7_232_027,
  /** Alone for what moves, closes or deletes part of the tree, shared for what adds to it. */
  tree: 7_232_040,
} as const;

export type LockName = keyof typeof LOCKS;
