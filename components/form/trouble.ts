import { unstable_isUnrecognizedActionError } from "next/navigation";

/** Why a form could not be sent, or no one knows whether it was; the codes are keys of the `errors` messages. */
export type Trouble = "NEWER_VERSION" | "OFFLINE" | "CONNECTION_LOST" | "BUSY";

/** What browsers say when a request gets no answer: Chromium, Firefox, Safari. */
const NO_ANSWER = /fetch|network|load failed/i;

/** What an error means that came in place of an action's answer. */
export function troubleOf(error: unknown): Exclude<Trouble, "OFFLINE"> {
  // The tab is older than the server, which has no such action.
  if (unstable_isUnrecognizedActionError(error)) return "NEWER_VERSION";
  return error instanceof TypeError && NO_ANSWER.test(error.message) ? "CONNECTION_LOST" : "BUSY";
}
