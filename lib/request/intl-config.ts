import { getRequestConfig } from "next-intl/server";
import { currentActor } from "@/lib/auth/current-actor";
import { languageSchema } from "@/lib/fields/language";
import { noteBegun } from "@/lib/http/unreadable-request";
import { loadMessages } from "@/lib/i18n/messages";
import { requestLanguage } from "./request-language";

/** How a page is rendered: language, its texts, what time it is, and the time zone in which moments are shown. */
export default getRequestConfig(async ({ locale }) => {
  noteBegun();
  // Named by who knows it already: route handlers have no cache in which to find the actor again.
  const named = languageSchema.safeParse(locale).data;
  const language = named ?? (await requestLanguage());
  const actor = named ? null : await currentActor();
  return {
    locale: language,
    messages: await loadMessages(language),
    timeZone: "UTC",
    ...(actor && { now: actor.now }),
  };
});
