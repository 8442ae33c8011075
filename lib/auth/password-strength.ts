import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary as common } from "@zxcvbn-ts/language-common";
import { dictionary as english } from "@zxcvbn-ts/language-en";
import { AppError } from "@/lib/errors";
import { guessableWords } from "./model";

/** zxcvbn's score from which a password counts as medium: beyond 10^8 guesses. Below it is weak and refused. */
const MEDIUM_SCORE = 3;

let estimator: ZxcvbnFactory | undefined;

/**
 * Refuses a password that is easy to guess, also by someone who knows the user.
 * @param personalWords names, login, email and company; each is taken whole and by its parts.
 * @throws AppError PASSWORD_TOO_WEAK for the field `password`.
 */
export function assertStrongPassword(password: string, personalWords: readonly string[]): void {
  estimator ??= new ZxcvbnFactory({ dictionary: { ...common, ...english }, graphs: adjacencyGraphs });
  const words = guessableWords(personalWords);
  if (estimator.check(password, words).score < MEDIUM_SCORE) throw new AppError("PASSWORD_TOO_WEAK", "password");
}
