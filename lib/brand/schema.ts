import { z } from "zod";
import type { ErrorCode } from "@/lib/errors";
import { idSchema } from "@/lib/fields/id";
import { nameSchema } from "@/lib/fields/name";
import { boundedText, LINE_MAX_CHARACTERS, TEXT_MAX_CHARACTERS } from "@/lib/fields/text";
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
  const address = z
    .email()
    .max(254)
    .safeParse(
      text
        .trim()
        .replace(/^mailto:/i, "")
        .toLowerCase(),
    );
  return address.success ? `mailto:${address.data}` : null;
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

const HOST_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** A host name as browsers send it: lower-case, in ASCII, without port; null for addresses of machines and anything else. */
export function parseHostName(text: string): string | null {
  const typed = text.trim().replace(/\.$/, "");
  if (
    typed === "" ||
    typed.length > LINE_MAX_CHARACTERS ||
    /[\s/\\?#@:%[\]]/.test(typed) ||
    !URL.canParse(`https://${typed}`)
  )
    return null;
  const { hostname } = new URL(`https://${typed}`);
  const labels = hostname.split(".");
  const named = labels.length >= 2 && labels.every((label) => HOST_LABEL.test(label));
  // Browsers read a name that ends in digits as an IPv4 address.
  return named && hostname.length <= 253 && !/^\d+$/.test(labels.at(-1) ?? "") ? hostname : null;
}

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

/** "Restore to defaults" as it is posted. */
export const restoreBrandSchema = z.object({ tenantId: idSchema });
