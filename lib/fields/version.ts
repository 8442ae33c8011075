import { boundedText } from "./text";

/** What a form was opened on: lib/form/version.ts. */
export const versionSchema = boundedText().regex(/^[0-9]{1,10}\.[A-Za-z0-9_-]{16}$/, "INVALID");
