import type { IncomingMessage, RequestListener } from "node:http";
import { ownPath, sendPlainPage, wantsDocument } from "./plain-page";
import { messagesFor } from "./visitor-messages";

/** Programs ask at these; what they say about themselves tells nothing of how they came. */
const FOR_PROGRAMS = /^\/api(\/|$)/;

/** As nginx answers http at a port for https. No code for a redirect: if we were wrong, it would lead around in a circle. */
const STATUS = 400;

/**
 * A listener that hands on everything but a page that a browser opened over http though the portal is at https: there its
 * cookies don't count and its styles don't load, so that no one gets past signing in. That page says so and leads to https.
 */
export function pagesOverHttps(app: URL, listener: RequestListener): RequestListener {
  if (app.protocol !== "https:") return listener;
  return (request, response) => {
    if (FOR_PROGRAMS.test(ownPath(request)) || !wantsDocument(request) || !cameOverHttp(request)) {
      return listener(request, response);
    }
    const said = async () => {
      const { requests } = await messagesFor(request);
      response.setHeader("Connection", "close");
      sendPlainPage(request, response, {
        status: STATUS,
        https: false,
        title: requests.plainHttpTitle,
        paragraphs: [requests.plainHttp],
        links: [{ href: `${app.origin}${ownPath(request)}`, label: app.origin }],
      });
    };
    said().catch(() => response.destroy());
  };
}

/**
 * Whether a browser used http on its side. Only from what can't make a working portal look broken: over https (and to their own
 * machine) browsers send Sec-Fetch-Site and take Brotli, over http neither. Then it is for a proxy to say, or for a header that only
 * browsers of that kind send (docs/decisions/0043).
 */
export function cameOverHttp({ headers }: Pick<IncomingMessage, "headers">): boolean {
  const schemes = [headers["x-forwarded-proto"] ?? []].flat().join(",").toLowerCase().split(",");
  const said = (scheme: string) => schemes.some((each) => each.trim() === scheme);
  if (said("https") || headers["sec-fetch-site"] !== undefined) return false;
  if (/\b(br|zstd)\b/i.test([headers["accept-encoding"] ?? []].flat().join())) return false;
  return said("http") || headers["upgrade-insecure-requests"] === "1";
}
