import { env } from "@/lib/env";

/** A cookie's name: over https it gets the prefix that ties it to this host and to https. */
export const cookieName = (name: string) => (env().APP_URL.startsWith("https:") ? `__Host-${name}` : name);

/** The value of a cookie in a Cookie header, for answers that are given without Next. */
export function cookieIn(header: string | undefined, name: string): string | undefined {
  const pairs = header?.split(";").map((pair) => pair.trim().split("=", 2)) ?? [];
  return pairs.find(([key]) => key === name)?.[1];
}
