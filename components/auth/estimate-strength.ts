import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary as commonDictionary } from "@zxcvbn-ts/language-common";
import { dictionary as englishDictionary } from "@zxcvbn-ts/language-en";
import { guessableWords } from "@/lib/auth/schema";

/** A megabyte of word lists: this module is only ever imported with `import()`, after the first key in the field. */
const zxcvbn = new ZxcvbnFactory({
  dictionary: { ...commonDictionary, ...englishDictionary },
  graphs: adjacencyGraphs,
});

/** 0 (guessed at once) to 4 (hard to guess); `extraWords` count as known to whoever is guessing. */
export function estimateStrength(password: string, extraWords: readonly string[]): number {
  return zxcvbn.check(password, guessableWords(extraWords)).score;
}
