import { cache } from "react";
import { PATHS, readLink, type TokenPurpose } from "./tokens";

/** `readLink`, once a request: the page asks, and so does its language. */
export const currentLink = cache(readLink);

/** What link an address is, or null when it is none. */
export function linkAt(pathname: string): { purpose: TokenPurpose; text: string } | null {
  const [, folder, text, more] = pathname.split("/");
  const purpose = (Object.keys(PATHS) as TokenPurpose[]).find((name) => PATHS[name] === `/${folder}`);
  return purpose && text && more === undefined ? { purpose, text } : null;
}
