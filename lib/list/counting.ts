/** Up to here a company's page says how many users and companies are in it; beyond, that there are more. */
export const MOST_COUNTED = 1000;

/** Figures that are counted stop at one more than MOST_COUNTED: beyond, a page says that there are more. */
export const COUNTED_TO = MOST_COUNTED + 1;

/** Where there are more than are counted, shares of a whole would be made up: there is no picture of them then. */
export const isWhole = (counts: readonly number[]) => counts.every((count) => count < COUNTED_TO);
