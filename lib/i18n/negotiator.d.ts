/** The part that is used here; the package brings no types. */
declare module "negotiator" {
  export default class Negotiator {
    constructor(request: { headers: Record<string, string> });
    /** The languages of the Accept-Language header, the most wanted first. */
    languages(): string[];
  }
}
