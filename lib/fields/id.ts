import { z } from "zod";
import { boundedText } from "./text";

/** The id of a tenant or user as an address or a form carries it: digits only, exact as a JavaScript number. */
export const idSchema = boundedText()
  .regex(/^[1-9][0-9]{0,15}$/, "INVALID")
  .transform(Number)
  .pipe(z.int("INVALID"));

/** A small action on a user, e.g. sending the activation email again. */
export const userReferenceSchema = z.object({ tenantId: idSchema, userId: idSchema });

/** An action on the tenant whose page is open. */
export const tenantReferenceSchema = z.object({ tenantId: idSchema });
