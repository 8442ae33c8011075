import { getRequestConfig } from "next-intl/server";
import { languageSchema } from "@/lib/fields/language";
import { noteBegun } from "@/lib/http/unreadable-request";
import { loadMessages } from "@/lib/i18n/messages";
import { requestLanguage } from "./request-language";

/** How a page is rendered: language, its texts, and the time zone in which moments are shown. */
export default getRequestConfig(async ({ locale }) => {
  noteBegun();
  // Named by who knows it already: route handlers have no cache in which to find the actor again.
  const language = languageSchema.safeParse(locale).data ?? (await requestLanguage());
  return { locale: language, messages: await loadMessages(language), timeZone: "UTC" };
});
