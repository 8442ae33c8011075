import { AppError } from "@/lib/errors";
import { guessableWords } from "./model";
import { passwordScore } from "./passwords";

/** zxcvbn's score from which a password counts as medium: beyond 10^8 guesses. Below it is weak and refused. */
const MEDIUM_SCORE = 3;

/**
 * Refuses a password that is easy to guess, also by someone who knows the user.
 * @param personalWords names, login, email and company; each is taken whole and by its parts.
 * @throws AppError PASSWORD_TOO_WEAK, PASSWORD_NOT_CHECKED where that took too long, for the field `password`; BUSY when too many are waiting.
 */
export async function assertStrongPassword(password: string, personalWords: readonly string[]): Promise<void> {
  const score = await passwordScore(password, guessableWords(personalWords));
  if (score < MEDIUM_SCORE) throw new AppError("PASSWORD_TOO_WEAK", "password");
}
