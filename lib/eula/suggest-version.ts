/** The name that a new version is offered: the day, and a number behind it where the day is taken. */
export function suggestVersion(day: string, taken: readonly string[]): string {
  const known = new Set(taken);
  let name = day;
  for (let count = 2; known.has(name); count += 1) name = `${day}.${count}`;
  return name;
}
