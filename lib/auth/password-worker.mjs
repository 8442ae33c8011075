// Runs in piscina's worker threads, outside the bundle: bcrypt takes a third of a second and must not hold up requests.
import bcrypt from "bcryptjs";

/** @param {{ password: string, cost: number }} task */
export function hash({ password, cost }) {
  return bcrypt.hashSync(password, cost);
}

/** @param {{ password: string, hash: string }} task */
export function compare({ password, hash }) {
  return bcrypt.compareSync(password, hash);
}
