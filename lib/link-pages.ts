import { TOKEN_PURPOSES, type TokenPurpose } from "@/lib/vocabulary";

/** The folder of each purpose's page, which the secret part of the link follows. */
export const LINK_FOLDERS: Record<TokenPurpose, string> = {
  activation: "activate",
  password_reset: "reset-password",
  email_change: "confirm-email",
};

/** The page of a link. */
export function linkPath(purpose: TokenPurpose, text: string): string {
  // Halves of surrogate pairs can't be encoded.
  return `/${LINK_FOLDERS[purpose]}/${encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd"))}`;
}

/** What link an address is, with or without a query, or null when it is none. */
export function linkAt(address: string): { purpose: TokenPurpose; text: string } | null {
  const [folder, text, more] = segmentsOf(address.split(/[?#]/, 1)[0] ?? "");
  const purpose = purposeOf(folder);
  return purpose && text && more === undefined ? { purpose, text } : null;
}

/** Whether the path of a page is itself a secret, however it is spelled. */
export function isLinkPage(pathname: string): boolean {
  return purposeOf(segmentsOf(pathname)[0]) !== undefined;
}

const purposeOf = (folder: string | undefined) =>
  TOKEN_PURPOSES.find((purpose) => LINK_FOLDERS[purpose] === folder?.toLowerCase());

/** Decoded, and without what browsers and servers leave out of a path. */
function segmentsOf(pathname: string): string[] {
  return pathname
    .split(/[/\\]/)
    .map(decoded)
    .filter((segment) => segment !== "" && segment !== ".");
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Before a sign of an address that is encoded, once or several times. */
const ENCODED = "%(?:25)*";
const SLASHES = `(?:(?:[/\\\\]|${ENCODED}(?:2f|5c))+(?:\\.{1,2}(?=[/\\\\%]))?)+`;
const SECRET = new RegExp(
  `(${SLASHES}(?:${TOKEN_PURPOSES.map((purpose) => encodable(LINK_FOLDERS[purpose])).join("|")})${SLASHES})[^\\s/\\\\?#"'<>]+`,
  "gi",
);

/** A pattern for a word in which any letter may be encoded. */
function encodable(word: string): string {
  return [...word]
    .map((sign) => {
      const codes = [...new Set([sign, sign.toUpperCase()])].map((one) => one.charCodeAt(0).toString(16));
      return `(?:${sign}|${ENCODED}(?:${codes.join("|")}))`;
    })
    .join("");
}

/** A text in which something else stands for the secret part of each link, however the link is spelled. */
export function withoutLinkSecrets(text: string, stand: string): string {
  return text.replace(SECRET, (_, page: string) => `${page}${stand}`);
}
