import { env } from "@/lib/env";
import type { Language } from "@/lib/vocabulary";
import { MESSAGE_FILES, type Messages } from "./message-files";
import { pseudoMessages } from "./pseudo";

export type { Messages };

/** All texts in a language. With PSEUDO_LANGUAGE, long nonsense made of them in their place. */
export async function loadMessages(language: Language): Promise<Messages> {
  const { default: messages } = await MESSAGE_FILES[language]();
  return env().PSEUDO_LANGUAGE ? pseudoMessages(messages) : messages;
}
