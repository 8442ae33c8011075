/** From where and with what a request came, as audit lines, sessions and acceptances keep it. */
export type RequestInfo = { address: string | null; userAgent: string | null; requestId: string | null };

/** For what no request causes: setup, jobs, the command line. */
export const NO_REQUEST: RequestInfo = { address: null, userAgent: null, requestId: null };
