import type { EmailAccent } from "./brand";
import { barColors, styles } from "./styles";

/** One company of a table: its figures as the columns have them, how full it is, and what there is to say about it. */
export type UsageRow = {
  name: string;
  figures: string[];
  /** How much of the bar is filled, from 0 to 100 and over 100 beyond the quota; null without a bar. */
  percent: number | null;
  /** The same figure in words; null without one. */
  share: string | null;
  note: string | null;
  /** The row in the plain text, line by line. */
  lines: string[];
};

type UsageTableProps = { columns: string[]; rows: UsageRow[]; accent: EmailAccent };

/** Who uses how much: a table of plain cells, figures to the right, and under each name a bar. The bar tells nothing that isn't in words. */
export function UsageTable({ columns, rows, accent }: UsageTableProps) {
  return (
    <table width="100%" cellPadding={0} cellSpacing={0} border={0} style={styles.table}>
      <thead data-skip-in-text="true">
        <tr>
          {columns.map((column, index) => (
            <th key={column} scope="col" className="e-muted" style={index === 0 ? styles.head : styles.headOfFigures}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two companies may look the same, and the order never changes
        <Row key={index} row={row} columns={columns} accent={accent} />
      ))}
    </table>
  );
}

type RowProps = { row: UsageRow; columns: string[]; accent: EmailAccent };

function Row({ row: { name, figures, percent, share, note, lines }, columns, accent }: RowProps) {
  return (
    <tbody className="text-row" data-text={lines.join("\n")}>
      <tr>
        <th scope="row" className="e-text e-rule" style={styles.rowName}>
          {name}
        </th>
        {figures.map((figure, index) => (
          <td key={columns[index + 1]} className="e-text e-rule" style={styles.figure}>
            {figure}
          </td>
        ))}
      </tr>
      {percent !== null && (
        <tr>
          <td colSpan={columns.length} style={styles.barCell}>
            <Bar percent={percent} accent={accent} />
          </td>
        </tr>
      )}
      {(note || share) && (
        <tr>
          <td colSpan={share ? columns.length - 1 : columns.length} className="e-muted" style={styles.rowNote}>
            {note}
          </td>
          {share && (
            <td className="e-muted" style={styles.rowShare}>
              {share}
            </td>
          )}
        </tr>
      )}
    </tbody>
  );
}

/** Two cells with a ground: what every mail program draws. */
function Bar({ percent, accent }: { percent: number; accent: EmailAccent }) {
  const filled = Math.min(100, Math.max(0, Math.round(percent)));
  const over = percent > 100;
  const { fill, track } = barColors(accent, over);
  return (
    <table role="presentation" width="100%" cellPadding={0} cellSpacing={0} border={0} style={styles.bar}>
      <tbody>
        <tr>
          {filled > 0 && (
            <td
              width={`${filled}%`}
              className={over ? "e-over" : "e-fill"}
              style={{ ...styles.barPart, width: `${filled}%`, backgroundColor: fill }}
            >
              &nbsp;
            </td>
          )}
          {filled < 100 && (
            <td
              width={`${100 - filled}%`}
              className="e-track"
              style={{ ...styles.barPart, width: `${100 - filled}%`, backgroundColor: track }}
            >
              &nbsp;
            </td>
          )}
        </tr>
      </tbody>
    </table>
  );
}
