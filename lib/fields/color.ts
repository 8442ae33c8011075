import { z } from "zod";
import { parseColor } from "../brand/accent";

/** A color as it is stored: `#0a5a70`. */
export const colorSchema = z
  .string()
  .max(50, "COLOR")
  .transform((text, context) => {
    const color = parseColor(text);
    if (color) return color;
    context.addIssue({ code: "custom", message: "COLOR" });
    return z.NEVER;
  });
