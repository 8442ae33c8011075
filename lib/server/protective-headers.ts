import { pathOf, protectiveHeaders } from "./plain-page";
import type { ResponseRule } from "./response-rules";

/** The build's own files never change, and next.config.ts sets their headers. */
const OWN_FILES = "/_next/static/";

/** Gives answers that Next makes before it asks proxy.ts, such as redirects to the usual form of an address, what others have. */
export const protectEverything: ResponseRule = (request, response) => {
  if (pathOf(request).startsWith(OWN_FILES)) return undefined;
  for (const [name, value] of Object.entries(protectiveHeaders(request)))
    if (!response.hasHeader(name)) response.setHeader(name, value);
  return undefined;
};
