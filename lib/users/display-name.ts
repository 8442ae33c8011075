/** First and last name as one, or null when neither is known. */
export function displayName({
  firstName,
  lastName,
}: {
  firstName: string | null;
  lastName: string | null;
}): string | null {
  return [firstName, lastName].filter(Boolean).join(" ") || null;
}

/** Somebody as emails to others name them: with the login, which is what tells two of the same name apart. */
export function nameWithLogin(person: { firstName: string | null; lastName: string | null; login: string }): string {
  const name = displayName(person);
  return name ? `${name} (${person.login})` : person.login;
}
