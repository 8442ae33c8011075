import { appUrl } from "@/lib/url";

// What an email contains runs nothing, loads only our logos and can't act as this site; its links open in a new tab.
const contentSecurityPolicy = () =>
  [
    "sandbox allow-popups allow-popups-to-escape-sandbox",
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `img-src data: ${appUrl("/brand/logo/")}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join("; ");

/** The HTML of an email as the answer that a sandboxed frame loads. */
export function mailDocumentResponse(html: string): Response {
  return new Response(mailDocument(html), {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": contentSecurityPolicy(),
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "no-referrer",
      "Cache-Control": "private, no-store",
    },
  });
}

/** The HTML of an email as a document for a sandboxed frame: its links open in a new tab and send no referrer. */
export function mailDocument(html: string): string {
  const base = '<base target="_blank"><meta name="referrer" content="no-referrer">';
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => head + base) : base + html;
}
