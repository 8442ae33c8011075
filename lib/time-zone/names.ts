/** Where nothing else is set. */
export const NO_TIME_ZONE = "UTC";

/** The longest name there may be; the database holds no longer one. */
export const TIME_ZONE_MAX_CHARACTERS = 64;

/**
 * What Node and Chromium still call by a name that has been replaced: today's names are what people look for. Both take
 * both.
 */
const RENAMED: Readonly<Record<string, string>> = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Catamarca": "America/Argentina/Catamarca",
  "America/Coral_Harbour": "America/Atikokan",
  "America/Cordoba": "America/Argentina/Cordoba",
  "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis",
  "America/Jujuy": "America/Argentina/Jujuy",
  "America/Louisville": "America/Kentucky/Louisville",
  "America/Mendoza": "America/Argentina/Mendoza",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Enderbury": "Pacific/Kanton",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
};

let names: readonly string[] | undefined;

/** The time zones that can be chosen: UTC first, then by name. */
export function timeZones(): readonly string[] {
  const others = () =>
    Intl.supportedValuesOf("timeZone")
      .map((name) => RENAMED[name] ?? name)
      .filter((name) => name !== NO_TIME_ZONE)
      .sort();
  names ??= [NO_TIME_ZONE, ...others()];
  return names;
}

/** The name that we use for what a browser or a person calls a time zone, in any case; null for one that there isn't. */
export function timeZoneNamed(text: string): string | null {
  // "EST5EDT" and "Etc/GMT+5" are rules without a place, "+05:30" says nothing of daylight saving.
  if (text.length > TIME_ZONE_MAX_CHARACTERS || !/^[A-Za-z]/.test(text)) return null;
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions();
    const name = RENAMED[timeZone] ?? timeZone;
    return timeZones().includes(name) ? name : null;
  } catch {
    return null;
  }
}

const readable = new Map<string, string>();

/** A stored name as pages use it: UTC where there is none, and for one that this version of Node doesn't know. */
export function readTimeZone(stored: string | null | undefined): string {
  if (!stored) return NO_TIME_ZONE;
  const known = readable.get(stored) ?? timeZoneNamed(stored) ?? NO_TIME_ZONE;
  readable.set(stored, known);
  return known;
}
