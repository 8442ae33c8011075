import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary as commonDictionary } from "@zxcvbn-ts/language-common";
import { dictionary as englishDictionary } from "@zxcvbn-ts/language-en";
import { guessableWords, PASSWORD_MIN_CHARACTERS } from "@/lib/auth/model";

/** A megabyte of word lists, and zod: this module is only ever imported with `import()`, after the first key in the field. */
const zxcvbn = new ZxcvbnFactory({
  dictionary: { ...commonDictionary, ...englishDictionary },
  graphs: adjacencyGraphs,
});

export type StrengthLevel = "weak" | "medium" | "strong";

/** Long enough to be saved comes first; then zxcvbn's score: 0 to 2 weak, 3 medium, 4 strong. `extraWords` count as known to a guesser. */
export function estimateStrength(password: string, extraWords: readonly string[]): StrengthLevel {
  if ([...password].length < PASSWORD_MIN_CHARACTERS) return "weak";
  const { score } = zxcvbn.check(password, guessableWords(extraWords));
  if (score < 3) return "weak";
  return score === 3 ? "medium" : "strong";
}
