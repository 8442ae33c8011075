import { type Language, type NamePart, nameOrder } from "@/lib/vocabulary";

type Names = Record<NamePart, string | null>;

/** First and last name as one, in the order of the language it is read in, or null when neither is known. */
export function displayName(person: Names, language: Language): string | null {
  return (
    nameOrder(language)
      .map((part) => person[part])
      .filter(Boolean)
      .join(" ") || null
  );
}

/** A user as emails to others name them: with the login, which tells two users of the same name apart. */
export function nameWithLogin(person: Names & { login: string }, language: Language): string {
  const name = displayName(person, language);
  return name ? `${name} (${person.login})` : person.login;
}
