import { z } from "zod";
import type { ErrorCode } from "@/lib/errors";
import { addressOfMailLink, mailLinkTo, parseEmailAddress } from "@/lib/fields/email-address";
import { parseHostName } from "@/lib/fields/host-name";
import { idSchema } from "@/lib/fields/id";
import { nameSchema } from "@/lib/fields/name";
import { boundedText, TEXT_MAX_CHARACTERS } from "@/lib/fields/text";
import { parseColor } from "./accent";
import { LOGO_MAX_BYTES, PRODUCT_NAME_MAX_CHARACTERS } from "./model";

// Apart from how a brand looks, which every page carries, and zod none.

const LINK_MAX_CHARACTERS = 500;

/** A color as it is stored: `#0a5a70`. */
export const colorSchema = boundedText("COLOR", 50).transform((text, context) => {
  const color = parseColor(text);
  if (color) return color;
  context.addIssue({ code: "custom", message: "COLOR" });
  return z.NEVER;
});

/** An empty field counts as nothing said. */
const orNothing = <Output>(schema: z.ZodType<Output, string>) =>
  boundedText("INVALID", TEXT_MAX_CHARACTERS)
    .optional()
    .transform((text) => (text === undefined || text.trim() === "" ? null : text))
    .pipe(schema.nullable());

/** Parses a link; null when it is none, or could do anything but lead to a website. */
function webLink(text: string): string | null {
  const typed = text.trim();
  if (typed.length > LINK_MAX_CHARACTERS || !URL.canParse(typed)) return null;
  const { protocol, username, password, hostname, href } = new URL(typed);
  const website = protocol === "https:" && hostname.includes(".") && username === "" && password === "";
  return website && href.length <= LINK_MAX_CHARACTERS ? href : null;
}

function mailLink(text: string): string | null {
  const typed = text.trim();
  const address = parseEmailAddress(/^mailto:/i.test(typed) ? addressOfMailLink(typed) : typed);
  return address && mailLinkTo(address);
}

const linkBy = (parse: (text: string) => string | null, code: ErrorCode) =>
  boundedText(code).transform((text, context) => {
    const link = parse(text);
    if (link === null) context.addIssue({ code: "custom", message: code });
    return link ?? z.NEVER;
  });

/** An https address. */
export const webLinkSchema = linkBy(webLink, "LINK_ADDRESS");
/** An https address, or an email address with or without `mailto:`. */
export const supportLinkSchema = linkBy((text) => mailLink(text) ?? webLink(text), "SUPPORT_ADDRESS");

/** The name in a Host header, as brands have it; null where it cannot be one. */
export function hostNameOf(header: string | null): string | null {
  return header === null ? null : parseHostName(header.replace(/:\d{1,5}$/, ""));
}

const hostNameSchema = linkBy(parseHostName, "HOST_NAME");

// A file field that was left empty posts an empty file.
const logoSchema = z.preprocess(
  (value) => (value instanceof File && value.size === 0 ? undefined : value),
  z.file("INVALID").max(LOGO_MAX_BYTES, "LOGO_TOO_LARGE").optional(),
);
const tick = z
  .literal("on", "INVALID")
  .optional()
  .transform((value) => value === "on");

/** Settings > Branding as it is posted. */
export const brandSchema = z.object({
  tenantId: idSchema,
  version: boundedText("INVALID", 100),
  productName: nameSchema.refine((name) => [...name].length <= PRODUCT_NAME_MAX_CHARACTERS, "PRODUCT_NAME_LENGTH"),
  accent: orNothing(colorSchema),
  supportLink: orNothing(supportLinkSchema),
  imprintLink: orNothing(webLinkSchema),
  termsLink: orNothing(webLinkSchema),
  privacyLink: orNothing(webLinkSchema),
  hostName: orNothing(hostNameSchema),
  logo: logoSchema,
  removeLogo: tick,
  darkLogo: logoSchema,
  removeDarkLogo: tick,
});

/** "Restore to defaults" and "Check now" as they are posted. */
export const brandReferenceSchema = z.object({ tenantId: idSchema });

/** "Confirm host name" as it is posted. */
export const confirmHostSchema = z.object({ tenantId: idSchema, hostName: hostNameSchema });
