import { z } from "zod";
import { boundedText } from "./text";

const HOLDER = /^(recover|remove):(user|tenant):([1-9]\d{0,14}):([1-9]\d{0,14})$/;

/**
 * What to do with the deleted user or company that holds the login a form asks for, as its buttons post it: `remove:user:<tenant>:<user>`,
 * or `remove:tenant:<tenant above>:<tenant>`.
 */
export const holderChoiceSchema = boundedText()
  .regex(HOLDER, "INVALID")
  .transform((text) => {
    const [, choice, kind, place, id] = HOLDER.exec(text) ?? [];
    return {
      choice: choice as "recover" | "remove",
      kind: kind as "user" | "tenant",
      place: Number(place),
      id: Number(id),
    };
  });

export type HolderChoice = z.output<typeof holderChoiceSchema>;

/** The field of a form that may ask for a login. */
export const withHolder = z.object({ holder: holderChoiceSchema.optional() });
