import { getRequestConfig } from "next-intl/server";
import { MESSAGE_FILES } from "@/lib/i18n/message-files";

/** Always English: who reads is what the floor never asks. */
export default getRequestConfig(async () => {
  const { default: messages } = await MESSAGE_FILES.en();
  return { locale: "en", messages, timeZone: "UTC" };
});
