/** Longer names are cut, so that no one can smuggle a message into an email. */
export const NAME_MAX_CHARACTERS = 80;

const LINE_BREAKS_AND_CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]/gu;

// Text direction, zero-width tricks and the like. The two joiners stay: names in several scripts are written with them.
const INVISIBLE = /(?![\u200c\u200d])[\p{Cf}\p{Co}\p{Cs}]/gu;

// What mail programs look for when they make links of text: dots and their full-width relatives, slashes, @, colons.
const LINK_MAKING = /(?<=\S)[.@:/\\\u3002\uff0e\uff0f\uff1a\uff20\uff61](?=\S)/gu;

const NON_JOINER = "\u200c";

/**
 * Makes a name that someone typed safe to show in an email: one line, at most 80 characters, and with zero-width
 * characters around dots and slashes so that no mail program turns `evil.example.com` into a link.
 */
export function defuseName(name: string): string {
  const line = name.normalize("NFC").replace(LINE_BREAKS_AND_CONTROLS, " ").replace(INVISIBLE, "");
  const characters = [...line.replace(/\s+/gu, " ").trim()];
  const short =
    characters.length > NAME_MAX_CHARACTERS
      ? `${characters
          .slice(0, NAME_MAX_CHARACTERS - 1)
          .join("")
          .trimEnd()}…`
      : characters.join("");
  return short.replace(LINK_MAKING, `${NON_JOINER}$&${NON_JOINER}`);
}
