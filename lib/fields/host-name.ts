import { LINE_MAX_CHARACTERS } from "./text";

const HOST_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** A host name as browsers send it: lower-case, in ASCII, without port; null for addresses of machines and anything else. */
export function parseHostName(text: string): string | null {
  const typed = text.trim().replace(/\.$/, "");
  if (typed === "" || typed.length > LINE_MAX_CHARACTERS || /[\s\p{Cc}/\\?#@:%[\]]/u.test(typed)) return null;
  const hostname = hostOf(typed);
  const labels = hostname?.split(".") ?? [];
  const named = labels.length >= 2 && labels.every((label) => HOST_LABEL.test(label));
  // Browsers read a name that ends in digits as an IPv4 address.
  return hostname && named && hostname.length <= 253 && !/^\d+$/.test(labels.at(-1) ?? "") ? hostname : null;
}

/** By the rules of URLs, which the server and every browser share; they know international names. */
function hostOf(typed: string): string | null {
  try {
    return new URL(`https://${typed}`).hostname;
  } catch {
    return null;
  }
}
