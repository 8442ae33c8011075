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
