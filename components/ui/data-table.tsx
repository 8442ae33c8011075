import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "./link";

export type Column<Row> = {
  key: string;
  header: string;
  /** Makes the header a link that sorts by this column; `direction` while the table is sorted by it. */
  sort?: { href: string; direction?: "ascending" | "descending" };
  cell: (row: Row) => ReactNode;
  /** Names the row; read before every other cell by screen readers. */
  rowHeader?: boolean;
  align?: "start" | "end";
  /** From which width on the table has room for it; the cards of narrow screens show every column. */
  from?: "lg" | "xl";
};

type DataTableProps<Row> = {
  caption: string;
  /** The caption is for screen readers only when a heading above says the same. */
  captionHidden?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Sets a row apart in color, e.g. the one just created; say it in words in one of its cells as well. */
  isMarked?: (row: Row) => boolean;
};

const HIDDEN_BELOW = { lg: "sm:max-lg:not-print:hidden", xl: "sm:max-xl:not-print:hidden" } as const;

/** A table that turns into a stack of cards on narrow screens; the roles survive the change of display. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, captionHidden, columns, rows, rowKey, isMarked } = props;
  return (
    // What is hidden from sight in a cell is placed by its nearest positioned box: this one, or it widens the page.
    <div className="relative overflow-x-auto">
      {/* biome-ignore-start lint/a11y/noRedundantRoles: `display: block` on narrow screens would take the roles away */}
      <table role="table" className="data-table w-full border-collapse text-start">
        <caption className={captionHidden ? "sr-only" : "px-4 pb-2 text-start text-muted text-sm sm:px-5"}>
          {caption}
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th
                key={column.key}
                role="columnheader"
                scope="col"
                aria-sort={column.sort?.direction}
                className={`whitespace-nowrap border-line border-b px-3 py-2 font-medium text-muted text-sm first:ps-4 last:pe-4 sm:last:pe-5 sm:first:ps-5 ${column.align === "end" ? "text-end" : "text-start"} ${column.from ? HIDDEN_BELOW[column.from] : ""}`}
              >
                {column.sort ? <SortLink header={column.header} {...column.sort} /> : column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="divide-y divide-line">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row" className={isMarked?.(row) ? "bg-success-soft" : "hover:bg-sunken/50"}>
              {columns.map((column) => {
                const Cell = column.rowHeader ? "th" : "td";
                return (
                  <Cell
                    key={column.key}
                    role={column.rowHeader ? "rowheader" : "cell"}
                    scope={column.rowHeader ? "row" : undefined}
                    data-label={column.header}
                    className={`px-4 align-middle sm:px-3 sm:py-2.5 sm:last:pe-5 sm:first:ps-5 ${column.rowHeader ? "font-medium" : ""} ${column.align === "end" ? "tabular-nums sm:text-end" : "text-start"} ${column.from ? HIDDEN_BELOW[column.from] : ""}`}
                  >
                    <div>{column.cell(row)}</div>
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {/* biome-ignore-end lint/a11y/noRedundantRoles: see above */}
    </div>
  );
}

/** A header to sort by. Narrow screens show cards without headers: there it is plain text, and sorting is elsewhere. */
function SortLink({ header, href, direction }: { header: string } & NonNullable<Column<never>["sort"]>) {
  const Icon = direction ? (direction === "ascending" ? ArrowUp : ArrowDown) : ChevronsUpDown;
  return (
    <>
      <span className="sm:hidden">{header}</span>
      <Link
        href={href}
        prefetch={false}
        scroll={false}
        className={`-mx-1.5 -my-1 inline-flex items-center gap-1 rounded-sm px-1.5 py-1 hover:bg-sunken hover:text-ink max-sm:hidden ${direction ? "text-ink" : ""}`}
      >
        {header}
        <Icon aria-hidden="true" className={`size-3.5 shrink-0 ${direction ? "" : "opacity-60"}`} />
      </Link>
    </>
  );
}
