/**
 * Libraries whose callbacks may throw where nothing can catch it, and which hold nothing that such an error could leave half done:
 * each works for one job, or on connections that can be renewed. PGlite is not among them, because it is the database itself.
 */
const EXPENDABLE = ["nodemailer", "piscina", "sharp", "postgres"] as const;

export type ExpendableLibrary = (typeof EXPENDABLE)[number];

/**
 * Which of these libraries an error comes out of: the innermost frame of its stack that isn't Node's own. Null for an error of our
 * code, of Next, or of anything else; after one of those, no one knows what still holds.
 */
export function libraryAtFault(error: unknown): ExpendableLibrary | null {
  if (!(error instanceof Error)) return null;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const innermost = frames.find((line) => !/\(?node:/.test(line));
  // The last folder of packages in the path; Next puts a digest behind the names of those that it doesn't bundle.
  const [, library] = /.*[\\/]node_modules[\\/]([a-z]+)(?:-[0-9a-f]{16})?[\\/]/.exec(innermost ?? "") ?? [];
  return EXPENDABLE.find((name) => name === library) ?? null;
}
