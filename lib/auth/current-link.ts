import { cache } from "react";
import { readLink } from "./tokens";

/** `readLink`, once a request: the page asks, and so does its language. */
export const currentLink = cache(readLink);
