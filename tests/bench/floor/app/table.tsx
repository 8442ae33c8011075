/** Rows of a query as a bare table: a cell for each column. */
export function Table({ rows }: { rows: readonly Record<string, unknown>[] }) {
  return (
    <table>
      <tbody>
        {rows.map((row) => (
          <tr key={String(row.id)}>
            {Object.entries(row).map(([column, value]) => (
              <td key={column}>{String(value)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
