import type { Metadata } from "next";
import { currentProductName } from "@/lib/brand/current-brand";

/**
 * Names in the titles of all pages below a layout what they are about: "Users · Harbour IT · Backstay".
 * @param about from the nearest to the farthest; a name may hold a percent sign, which is Next's own in a template.
 */
export async function titlesAbout(...about: readonly string[]): Promise<Metadata> {
  const product = await currentProductName();
  const names = [...about.map((name) => name.replaceAll("%", "％")), product];
  // The title of a page without one of its own; what is farther away joins it from the layouts above.
  return { title: { template: ["%s", ...names].join(" · "), default: about[0] ?? product } };
}

/** What there is to name in a title; null where the page itself will say what is wrong, as its title must not fail with it. */
export async function forTitle<T>(lookUp: Promise<T>): Promise<T | null> {
  return lookUp.catch(() => null);
}
