/** In place of the product's, which Next would find above this folder. */
export function register(): void {}
