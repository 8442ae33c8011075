/** What has no shape of its own and no width: joiners, soft hyphens, variation selectors, fillers. */
const WITHOUT_SHAPE = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * What tells the names of companies apart: two with the same key count as one name. Case, compatibility variants (NFKC), spaces
 * and what no one sees make no difference; accents do. Never by the database, whose folding depends on its language: in Turkish,
 * "INFO" and "info" are two words.
 * @param name as nameSchema returns it, or as the database has it.
 */
export function uniqueNameOf(name: string): string {
  const lower = name.normalize("NFKC").toLowerCase();
  return lower.replace(WITHOUT_SHAPE, "").normalize("NFKC").replace(/\s+/g, " ").trim();
}

/** A name as it is stored, with its key; `name` is never written without. */
export function named(name: string): { name: string; uniqueName: string } {
  return { name, uniqueName: uniqueNameOf(name) };
}
