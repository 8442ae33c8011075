import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

/**
 * Names in the titles of all pages below a layout what they are about: "Users · Harbour IT · Backstay".
 * @param about from the nearest to the farthest; a name may hold a percent sign, which is Next's own in a template.
 */
export async function titlesAbout(...about: readonly string[]): Promise<Metadata> {
  const names = [...about.map((name) => name.replaceAll("%", "％")), (await getTranslations("common"))("productName")];
  return { title: { template: ["%s", ...names].join(" · "), default: names.slice(0, -1).join(" · ") } };
}
