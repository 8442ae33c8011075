/** The parts of the product that a page needs a session for. Everything else answers without one, or says itself what it needs. */
const SESSION_PAGES = /^\/(?:account|backup|eula|portal|start)(?:\/|$)/;

/** Files and answers for scripts among them, which know better than a redirect what to say without a session. */
const NO_PAGES = /\/(?:csv|template|suggestions)\/?$/;

/** Where a page sends a request without a session, before anything is rendered: to sign-in. Null where it needs none. */
export function signInPathFor(pathname: string, search: string): string | null {
  if (pathname === "/") return "/login";
  if (!SESSION_PAGES.test(pathname) || NO_PAGES.test(pathname)) return null;
  return `/login?next=${encodeURIComponent(`${pathname}${search}`)}`;
}
