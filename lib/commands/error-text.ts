import messages from "@/lib/i18n/messages/en.json" with { type: "json" };

/** The words that the portal's own forms use for a code. */
export function errorText(code: string): string {
  const texts: Record<string, string> = messages.errors;
  return texts[code] ?? texts.INVALID ?? code;
}
