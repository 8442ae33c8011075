import { domainToASCII } from "node:url";
import { isHostName } from "../connection-url/web-url";
import { nameSchema } from "./name";

/** Who an email is from; without a name where it is null. */
export type Sender = { name: string | null; address: string };

/** A sender that can't be used. The message completes "EMAIL_FROM …". */
export class SenderError extends Error {
  override readonly name = "SenderError";
}

const FORM = '"Name <address@example.com>" or just an address';

/** A local part as it stands in an address without quotes (RFC 5321). */
const LOCAL_PART = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;

/**
 * Reads `Name <address>`, `"Name" <address>` or an address alone. A name may hold any sign, with quotes around it or without; an
 * internationalized domain becomes ASCII, as mail servers take it.
 * @throws SenderError
 */
export function readSender(text: string): Sender {
  const typed = text.trim();
  if (/[\r\n]/.test(typed)) throw new SenderError(`must be ${FORM}, on one line`);
  const [, name, bracketed] = /^(.*)<([^<>]*)>$/s.exec(typed) ?? [];
  if (bracketed === undefined && /[\s<>"]/.test(typed)) {
    throw new SenderError(`must be ${FORM}: put < and > around the address`);
  }
  return { name: readName(name ?? ""), address: readAddress(bracketed ?? typed) };
}

function readName(text: string): string | null {
  const typed = text.trim();
  const quoted = /^"(.*)"$/s.exec(typed)?.[1];
  const name = quoted === undefined ? typed : quoted.replace(/\\(["\\])/g, "$1");
  if (name.trim() === "") return null;
  const parsed = nameSchema.safeParse(name);
  if (!parsed.success) throw new SenderError("must have a name of at most 255 characters that can be seen");
  return parsed.data;
}

function readAddress(text: string): string {
  const [, local = "", domain = ""] = /^(.+)@([^@]+)$/.exec(text.trim()) ?? [];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the bounds of ASCII
  if (/[^\u0000-\u007f]/.test(local)) {
    throw new SenderError(
      "must have only ASCII letters, digits and signs in front of the @: not every mail server takes others",
    );
  }
  const host = domainToASCII(domain);
  if (!LOCAL_PART.test(local) || local.length > 64 || !isHostName(host)) throw new SenderError(`must be ${FORM}`);
  return `${local}@${host}`;
}

/** A sender as one line, with quotes around the name, so that nothing in it is read as an address. */
export function formatSender({ name, address }: Sender): string {
  return name === null ? address : `"${name.replace(/["\\]/g, "\\$&")}" <${address}>`;
}
