import { getRequestConfig } from "next-intl/server";
import { loadMessages } from "./messages";

/** How a page is rendered: language, its texts, and the time zone in which moments are shown. */
export default getRequestConfig(async () => {
  const locale = "en";
  return { locale, messages: loadMessages(locale), timeZone: "UTC" };
});
