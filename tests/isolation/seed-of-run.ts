/** Another world each time. The same again: BACKSTAY_ISOLATION_SEED=<number> npm test -- isolation */
export const SEED = Number(process.env.BACKSTAY_ISOLATION_SEED ?? Math.floor(Math.random() * 2 ** 31));

process.stdout.write(`The world of seed ${SEED}: BACKSTAY_ISOLATION_SEED=${SEED} brings it back.\n`);
