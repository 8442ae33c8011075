/**
 * How many random cases a test tries: a few in `npm test`, many in `npm run drill`.
 * @param often in `npm run drill`
 */
export const cases = (few: number, often: number): number => (process.env.BACKSTAY_DRILL ? often : few);
