import type { Language } from "@/lib/vocabulary";
import type { Messages } from "./message-files";

/** Lets the compiler check every key where it is used, and what fills its text. */
declare module "next-intl" {
  interface AppConfig {
    Messages: Messages;
    Locale: Language;
  }
}
