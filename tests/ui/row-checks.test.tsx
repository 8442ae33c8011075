/** @jest-environment jsdom */
import "./browser-globals";
import "@testing-library/jest-dom/jest-globals";
import { expect, test } from "@jest/globals";
import { screen, within } from "@testing-library/react";
import { AppRouterContext, type AppRouterInstance } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { renderToString } from "react-dom/server.node";
import { ListTable } from "@/components/list/list-table";
import { renderWithWords } from "./render";

const page = (
  <AppRouterContext.Provider value={{ push: () => {}, prefetch: () => {} } as unknown as AppRouterInstance}>
    <form id="several" aria-label="Several" />
    <ListTable
      caption="Users"
      columns={[
        { head: "Status", from: "lg" },
        { head: "Login", kind: "two", rowHeader: true, end: true },
      ]}
      rows={[
        [7, "Active", ["Ida Lund", "ida@fjord.example"]],
        [8, "Active", ["per@fjord.example"]],
      ]}
      none="–"
      checks={{ form: "several", name: "user-", label: "Select #", all: "Select all" }}
    />
  </AppRouterContext.Provider>
);
const posted = () => Object.fromEntries(new FormData(screen.getByRole<HTMLFormElement>("form", { name: "Several" })));

test("checked rows are posted with a form outside of the table", async () => {
  const { user } = renderWithWords(page);
  expect(posted()).toEqual({});
  await user.click(screen.getByRole("checkbox", { name: "Select per@fjord.example" }));
  expect(posted()).toEqual({ "user-8": "on" });
  // What the stylesheet knows by number counts the cell of the checkbox.
  expect(screen.getByRole("table")).toHaveClass("l2", "e3");
});

test("one checkbox checks all rows or none, and says when it is some of them", async () => {
  const { user } = renderWithWords(page);
  const all = screen.getByRole<HTMLInputElement>("checkbox", { name: "Select all" });
  await user.click(all);
  expect(posted()).toEqual({ "user-7": "on", "user-8": "on" });
  await user.click(screen.getByRole("checkbox", { name: "Select ida@fjord.example" }));
  expect([all.checked, all.indeterminate]).toEqual([false, true]);
  await user.click(screen.getByRole("checkbox", { name: "Select ida@fjord.example" }));
  expect([all.checked, all.indeterminate]).toEqual([true, false]);
  await user.click(all);
  expect(posted()).toEqual({});
});

test("without scripts each row has its checkbox, and nothing checks them all", () => {
  const root = document.createElement("div");
  root.innerHTML = renderToString(page);
  const boxes = within(root).getAllByRole("checkbox");
  expect(boxes.map((box) => box.getAttribute("name"))).toEqual(["user-7", "user-8"]);
});
