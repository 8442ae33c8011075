import { set } from "react-hook-form";

/**
 * What a form would post, as the object the zod schemas take: dots in names nest, a repeated name makes a list. Read from
 * the form itself, so that the browser judges exactly what the server will get, autofill included.
 */
export function formEntries(form: HTMLFormElement): Record<string, unknown> {
  const data = new FormData(form);
  const entries: Record<string, unknown> = {};
  for (const name of new Set(data.keys())) {
    // React's own hidden fields for posting without JavaScript.
    if (name.startsWith("$")) continue;
    const values = data.getAll(name);
    set(entries, name, values.length > 1 ? values : values[0]);
  }
  return entries;
}
