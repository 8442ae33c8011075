import { z } from "zod";

/** A checkbox as a form posts it: "on", or nothing at all. */
export const checkboxSchema = z.preprocess(
  (value) => value === "on" || value === "true" || value === true,
  z.boolean(),
);
