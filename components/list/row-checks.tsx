"use client";

import { type ChangeEvent, useEffect, useRef } from "react";
import { useHydrated } from "@/components/ui/use-hydrated";
import type { ListColumn, Row, RowChecks, TwoLines } from "./model";

type CheckRowProps = { checks: RowChecks; row: Row; columns: readonly ListColumn[] };

/** The checkbox of a row. It keeps its own state: the form reads it, and so does the stylesheet. */
export function CheckRow({ checks: { form, name, label }, row, columns }: CheckRowProps) {
  const lines = row[columns.findIndex(({ rowHeader }) => rowHeader) + 1] as TwoLines;
  return (
    <td className="k">
      <label>
        <input
          type="checkbox"
          form={form}
          name={`${name}${row[0]}`}
          aria-label={label.replace("#", () => lines[1] || lines[0])}
        />
      </label>
    </td>
  );
}

const checkboxesOf = (table: HTMLTableElement | null | undefined) => [
  ...(table?.tBodies[0]?.querySelectorAll<HTMLInputElement>(".k input") ?? []),
];

/** Checks all rows of the page, or none; there is none without scripts. */
export function CheckAll({ checks: { all } }: { checks: RowChecks }) {
  const hydrated = useHydrated();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const table = hydrated ? box.current?.closest("table") : null;
    const show = () => {
      const boxes = checkboxesOf(table);
      const checked = boxes.filter((one) => one.checked).length;
      if (!box.current) return;
      box.current.checked = checked > 0 && checked === boxes.length;
      box.current.indeterminate = checked > 0 && checked < boxes.length;
    };
    // What the browser kept of an earlier visit to the page counts as well.
    show();
    table?.addEventListener("change", show);
    return () => table?.removeEventListener("change", show);
  }, [hydrated]);
  const checkAll = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    for (const one of checkboxesOf(currentTarget.closest("table"))) one.checked = currentTarget.checked;
  };
  return (
    <td className="k">
      {hydrated && (
        <label>
          <input ref={box} type="checkbox" aria-label={all} onChange={checkAll} />
        </label>
      )}
    </td>
  );
}
