/** What too many wrong attempts lock, as the audit log says it; the texts are in the messages under `audit.values`. */
export const LOCKS = ["lock_browser", "lock_new_browsers", "lock_codes", "lock_password"] as const;

export type Lock = (typeof LOCKS)[number];

/** bcrypt reads no more than 72 bytes; a longer password is refused, never cut. */
export const PASSWORD_MAX_BYTES = 72;

export const PASSWORD_MIN_CHARACTERS = 9;

/**
 * What a guesser who knows the user tries: each personal word whole and by its parts. The meter and the server agree.
 */
export function guessableWords(personalWords: readonly string[]): string[] {
  const parts = personalWords.flatMap((word) => [word, ...word.split(/[^\p{L}\p{N}]+/u)]);
  return parts.filter((word) => word.length > 2).map((word) => word.toLowerCase());
}
