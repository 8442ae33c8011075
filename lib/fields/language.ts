import { z } from "zod";
import { LANGUAGES } from "../vocabulary";

/** Apart from the list itself, which every page carries, and zod none. */
export const languageSchema = z.enum(LANGUAGES, "INVALID");

/** The picker's form. */
export const chooseLanguageSchema = z.object({ language: languageSchema });
