/** In place of the product's, which Next would find above this folder: nothing runs before the floor's pages. */
export function proxy(): void {}

export const config = { matcher: "/nothing" };
