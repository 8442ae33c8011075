import { z } from "zod";

/*
 * Colours of a brand. One colour is chosen; what pages and emails show are shades of it that can be read: WCAG 2.2, 1.4.3, asks for
 * 4.5 : 1 between a text and what is behind it. Pure, so that the form shows exactly what the server will make of a colour.
 */

/** A colour as it is stored: `#0a5a70`. Typed with or without `#`, in capitals, or short. */
export const colourSchema = z
  .string()
  .transform((text) => {
    const digits = text.trim().toLowerCase().replace(/^#/, "");
    return `#${/^[0-9a-f]{3}$/.test(digits) ? digits.replace(/./g, "$&$&") : digits}`;
  })
  .pipe(z.string().regex(/^#[0-9a-f]{6}$/, "COLOUR"));
