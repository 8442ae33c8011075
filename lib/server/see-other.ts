import type { IncomingMessage } from "node:http";
import type { ResponseRule } from "./response-rules";

/** Whether a browser sent a form itself, without JavaScript. */
export function isPlainForm({ method, headers }: IncomingMessage): boolean {
  return method === "POST" && headers["next-action"] === undefined;
}

/**
 * When a form that was sent without JavaScript leads to another page, to sign-in for example, Next answers 307: the browser
 * would send the form there too, where no action knows it. With 303 it asks for that page.
 */
export const seeOther: ResponseRule = (request, response) => {
  if (isPlainForm(request) && response.statusCode === 307) response.statusCode = 303;
  return undefined;
};
