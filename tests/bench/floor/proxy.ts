/** In place of the product's, which Next would find above this folder: nothing stands before the floor's pages. */
export function proxy(): void {}

export const config = { matcher: "/nothing" };
