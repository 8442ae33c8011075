import { parseArgs } from "node:util";

/** Reads options that each take a value; every mistake gets its own line with the option's name and what it should be. */
export function readOptions<Name extends string>(
  args: readonly string[],
  names: readonly Name[],
): { given: Partial<Record<Name, string>>; mistakes: string[] } {
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
  });
  const given: Partial<Record<Name, string>> = {};
  const mistakes: string[] = [];
  let unknown: string | undefined;
  for (const token of tokens) {
    const follows = unknown;
    unknown = undefined;
    if (token.kind === "positional" && follows === undefined) {
      mistakes.push(`${token.value}: doesn't belong to an option. Put values with spaces in quotes.`);
    }
    if (token.kind !== "option") continue;
    const option = names.find((name) => name === token.name);
    if (!option) {
      unknown = token.rawName;
      mistakes.push(`${token.rawName}: unknown option. See --help.`);
    } else if (option in given) mistakes.push(`--${option}: appears more than once.`);
    else if (!token.value?.trim() || token.value.startsWith("--")) mistakes.push(`--${option}: needs a value.`);
    else given[option] = token.value;
  }
  return { given, mistakes };
}
