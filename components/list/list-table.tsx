"use client";

import { useRouter } from "next/navigation";
import { type MouseEvent, useTransition } from "react";
import { WaitingBar } from "@/components/ui/link";
import { useHydrated } from "@/components/ui/use-hydrated";
import { hrefOf, ListCell, titleOf } from "./list-cell";
import { ListIcons } from "./list-icons";
import type { ListColumn, Row, RowChecks, RowMenuWords, Sort, TwoLines } from "./model";
import { CheckAll, CheckRow } from "./row-checks";
import { actionsOf, useRowMenu } from "./row-menu";

type ListTableProps = {
  /** Names the table for screen readers; a heading above says it to everyone. */
  caption: string;
  columns: readonly ListColumn[];
  rows: readonly Row[];
  /** What a cell says that knows nothing. */
  none: string;
  /** The last cell of each row: "⋯". It leads to what the row is about, and opens the menu once scripts run. */
  menu?: RowMenuWords;
  /** The first cell of each row: a checkbox. */
  checks?: RowChecks;
  /** The key of a row that is set apart in color, e.g. the one just created, and the word that says so. */
  marked?: readonly [key: string | number, label: string];
};

const FROM = { sm: "s", lg: "l", xl: "x" } as const;

/**
 * The one way to draw a list. Its columns and rows are plain data, which travel once: the server makes the HTML from them,
 * and the browser the same table. What a column needs of the stylesheet is said once, by a class of the table with its number.
 */
export function ListTable({ caption, columns, rows, none, menu, checks, marked }: ListTableProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const rowMenu = useRowMenu(menu, rows);
  const stacked = stackedOn(columns);
  const first = checks ? 2 : 1;
  const looks = columns.flatMap(({ from, end }, index) => [
    ...(from ? [FROM[from] + (index + first)] : []),
    ...(end ? [`e${index + first}`] : []),
    ...(stacked.has(index) ? [`u${index + first}`] : []),
  ]);
  const follow = (event: MouseEvent) => {
    if (rowMenu.onClick(event)) return;
    const link = followed(event);
    if (!link) return;
    event.preventDefault();
    const { href } = link;
    startTransition(() => router.push(href, { scroll: !link.closest("thead") }));
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: one listener for the links of all rows */}
      <div className="list-box" onClick={follow} onKeyDown={rowMenu.onTriggerKey} onPointerDown={rowMenu.onPointerDown}>
        <table className={`list ${looks.join(" ")}`}>
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr>
              {checks && <CheckAll checks={checks} />}
              {columns.map((column, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name and never move
                <Head key={index} head={column.head} stacked={stacked.has(index)} />
              ))}
              {menu && (
                <th scope="col" className="a">
                  {menu.head}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <OneRow
                key={row[0]}
                row={row}
                columns={columns}
                stacked={stacked}
                none={none}
                menu={menu}
                checks={checks}
                tag={marked && row[0] === marked[0] ? marked[1] : undefined}
              />
            ))}
          </tbody>
        </table>
        <ListIcons names={columns.flatMap(({ icons = [] }) => icons.map(([name]) => name))} />
      </div>
      {rowMenu.panel}
      <WaitingBar shown={pending} />
    </>
  );
}

/** The link that a click follows within the tab. */
function followed(event: MouseEvent): HTMLAnchorElement | null {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
  if (!link || event.defaultPrevented || event.button !== 0) return null;
  return event.metaKey || event.ctrlKey || event.shiftKey || event.altKey ? null : link;
}

/** The columns that are lines of one cell on telephones: each that is below another, and the one that it is below. */
function stackedOn(columns: readonly ListColumn[]): ReadonlySet<number> {
  const shown = columns.flatMap(({ from }, index) => (from ? [] : [index]));
  return new Set(shown.flatMap((index, place) => (columns[index]?.below ? [shown[place - 1] ?? index, index] : [])));
}

function Head({ head, stacked }: { head: ListColumn["head"]; stacked: boolean }) {
  // Another display takes the role of a cell away in some browsers.
  const role = stacked ? "columnheader" : undefined;
  if (typeof head === "string") {
    return (
      <th scope="col" role={role}>
        {head}
      </th>
    );
  }
  return (
    <th scope="col" role={role} aria-sort={head.find(([, , direction]) => direction)?.[2]}>
      {head.map((sort) => (
        <SortLink key={sort[1]} sort={sort} />
      ))}
    </th>
  );
}

function SortLink({ sort: [label, href, direction] }: { sort: Sort }) {
  return (
    <a href={href} className={direction ? `o ${direction}` : "o"}>
      {label}
    </a>
  );
}

type OneRowProps = {
  row: Row;
  columns: readonly ListColumn[];
  stacked: ReadonlySet<number>;
  none: string;
  menu?: RowMenuWords;
  checks?: RowChecks;
  tag?: string;
};

function OneRow({ row, columns, stacked, none, menu, checks, tag }: OneRowProps) {
  const [rowKey, ...cells] = row;
  return (
    <tr className={tag && "marked"}>
      {checks && <CheckRow checks={checks} row={row} columns={columns} />}
      {columns.map((column, index) => {
        const Tag = column.rowHeader ? "th" : "td";
        const cell = cells[index] ?? null;
        return (
          <Tag
            // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name and never move
            key={index}
            scope={column.rowHeader && !stacked.has(index) ? "row" : undefined}
            role={stacked.has(index) ? (column.rowHeader ? "rowheader" : "cell") : undefined}
            title={titleOf(column, cell)}
          >
            <ListCell
              column={column}
              cell={cell}
              rowKey={rowKey}
              none={none}
              tag={column.rowHeader ? tag : undefined}
            />
          </Tag>
        );
      })}
      {menu && (
        <td>
          <More row={row} columns={columns} menu={menu} />
        </td>
      )}
    </tr>
  );
}

type MoreProps = { row: Row; columns: readonly ListColumn[]; menu: RowMenuWords };

/** "⋯": a link to what the row is about, where every action is; with scripts the button of the menu. */
function More({ row, columns, menu }: MoreProps) {
  const hydrated = useHydrated();
  const index = columns.findIndex(({ rowHeader }) => rowHeader);
  const column = columns[index];
  const [action] = actionsOf(menu, row);
  if (!column || !action) return null;
  const lines = row[index + 1] as TwoLines;
  return (
    <a
      href={hrefOf(lines, column, row[0]) ?? action[1]}
      className="more"
      aria-label={menu.label.replace("#", () => lines[0])}
      {...(hydrated ? { role: "button", "aria-haspopup": "menu" } : {})}
    >
      ⋯
    </a>
  );
}
