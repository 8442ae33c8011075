import { getRequestConfig } from "next-intl/server";
import { currentActor } from "@/lib/auth/current-actor";
import { languageSchema } from "@/lib/fields/language";
import { noteBegun } from "@/lib/http/unreadable-request";
import { loadMessages } from "@/lib/i18n/messages";
import { NO_TIME_ZONE } from "@/lib/time-zone/names";
import { requestLanguage } from "./request-language";

/**
 * How a page is rendered: language, its texts, what time it is, and the time zone in which moments are shown. Who hasn't signed in sees
 * UTC.
 */
export default getRequestConfig(async ({ locale }) => {
  noteBegun();
  // Named by who knows it already: route handlers have no cache in which to find the actor again.
  const named = languageSchema.safeParse(locale).data;
  const actor = named ? null : await currentActor();
  const language = named ?? (await requestLanguage());
  return {
    locale: language,
    messages: await loadMessages(language),
    timeZone: actor?.timeZone ?? NO_TIME_ZONE,
    ...(actor && { now: actor.now }),
  };
});
