// Runs in piscina's worker threads, outside the bundle: each of these takes a third of a second or more and must not hold up requests.
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary as common } from "@zxcvbn-ts/language-common";
import { dictionary as english } from "@zxcvbn-ts/language-en";
import bcrypt from "bcryptjs";

/** @param {{ password: string, cost: number }} task */
export function hash({ password, cost }) {
  return bcrypt.hashSync(password, cost);
}

/** @param {{ password: string, hash: string }} task */
export function compare({ password, hash }) {
  return bcrypt.compareSync(password, hash);
}

/** @type {ZxcvbnFactory | undefined} */
let estimator;

/** zxcvbn's score, 0 to 4. @param {{ password: string, words: string[] }} task */
export function score({ password, words }) {
  estimator ??= new ZxcvbnFactory({ dictionary: { ...common, ...english }, graphs: adjacencyGraphs });
  return estimator.check(password, words).score;
}
