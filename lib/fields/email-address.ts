import punycode from "punycode/punycode.js";
import { parseHostName } from "./host-name";
import { LINE_MAX_CHARACTERS } from "./text";

/** An address in its two forms, which are one: as people read it, and as mail servers and logins have it. */
export type EmailAddress = { shown: string; ascii: string };

/**
 * What RFC 5321 allows before the @ without quotes. In quotes it allows spaces and a second @, which mail programs read
 * differently: such an address could get someone else's link.
 */
const LOCAL_PART = /^[a-z0-9!#$%&'*+\-/=?^_`{|}~]+(\.[a-z0-9!#$%&'*+\-/=?^_`{|}~]+)*$/;

/**
 * Reads an email address: trimmed, in lower case, its domain in any script or as xn--.
 * @returns null for what is no address.
 */
export function parseEmailAddress(text: string): EmailAddress | null {
  if (text.length > LINE_MAX_CHARACTERS) return null;
  const typed = text.normalize("NFKC").trim();
  const at = typed.lastIndexOf("@");
  const local = typed.slice(0, Math.max(at, 0)).toLowerCase();
  const domain = parseHostName(typed.slice(at + 1));
  if (domain === null || !/\.[a-z0-9-]{2,}$/.test(domain) || local.length > 64 || !LOCAL_PART.test(local)) return null;
  const ascii = `${local}@${domain}`;
  return ascii.length <= 254 ? { ascii, shown: `${local}@${punycode.toUnicode(domain)}` } : null;
}

/** An address as mail servers take it; what is no address stays as it is. */
export function mailableAddress(text: string): string {
  return parseEmailAddress(text)?.ascii ?? text;
}

/** An address as people read it; what is no address stays as it is. */
export function shownAddress(text: string): string {
  return parseEmailAddress(text)?.shown ?? text;
}

/** The link that begins an email to an address. */
export function mailLinkTo({ ascii }: EmailAddress): string {
  return `mailto:${encodeURI(ascii).replace(/[?#&]/g, encodeURIComponent)}`;
}

/** What a `mailto:` link names, as people read it. */
export function addressOfMailLink(href: string): string {
  const written = href.replace(/^mailto:/i, "");
  try {
    return shownAddress(decodeURIComponent(written));
  } catch {
    return written;
  }
}
