/** The rows of a raw query, which the two drivers return in different shapes. */
export function rowsOf<Row extends Record<string, unknown>>(result: unknown): Row[] {
  return (Array.isArray(result) ? result : (result as { rows: Row[] }).rows) as Row[];
}
