/** @jest-environment jsdom */
import "./browser-globals";
import "@testing-library/jest-dom/jest-globals";
import { beforeAll, beforeEach, expect, jest, test } from "@jest/globals";
import { screen, within } from "@testing-library/react";
import { AppRouterContext, type AppRouterInstance } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { renderToString } from "react-dom/server.node";
import { ListTable } from "@/components/list/list-table";
import { bitsOf, gatherWords, type ListColumn, type Row } from "@/components/list/model";
import { renderWithWords } from "./render";

const push = jest.fn<(href: string, options?: { scroll?: boolean }) => void>();

// jsdom has no popovers. That Escape and a click elsewhere close one is the browser's own and is tried in e2e.
beforeAll(() => {
  HTMLElement.prototype.showPopover = function show() {
    this.dataset.open = "true";
  };
  HTMLElement.prototype.hidePopover = function hide() {
    delete this.dataset.open;
  };
});
beforeEach(() => {
  push.mockClear();
});

const LONG = "konstantin.oberhuber@administration.harbour.example";
const ACTIONS = ["enable", "disable", "delete"] as const;
const columns: ListColumn[] = [
  {
    head: [
      ["Login", "/users?sort=-login", "ascending"],
      ["Name", "/users?sort=name"],
    ],
    kind: "two",
    rowHeader: true,
    href: "/users/#",
    icons: [["partner", "Partner"]],
  },
  {
    head: "Status",
    kind: "word",
    words: [
      ["Active", "success"],
      ["Off", "muted"],
      ["Deutsch", null, "de"],
    ],
  },
  { head: "Storage", kind: "meter", below: true },
  { head: "Created", kind: "moment", from: "lg", end: true },
];
const rows: Row[] = [
  [7, ["Ida Lund", "ida@fjord.example"], 0, ["514 of 500 GB · 103%", 80, "danger", "Quota exceeded", 60], null, 0b110],
  [8, ["Konstantin Oberhuber", LONG, 0, 0], 1, ["1 GB"], ["today", "Monday, November 30", "2026-11-30T09:00Z"], 0b001],
  [9, ["gone", 0, null], 2, null, "never", 0],
];
const table = (
  <AppRouterContext.Provider value={{ push, prefetch: () => {} } as unknown as AppRouterInstance}>
    <ListTable
      caption="Users of Fjord"
      columns={columns}
      rows={rows}
      none="–"
      marked={[7, "New"]}
      menu={{
        head: "Actions",
        label: "Actions for #",
        items: [
          ["Enable", "/users/#"],
          ["Disable", "/users/#"],
          ["Delete", "/users/#/delete"],
        ],
      }}
    />
  </AppRouterContext.Provider>
);
const row = (name: RegExp) => within(screen.getByRole("row", { name }));

test("a list is a table with a name, headings that sort, and headers of rows", () => {
  renderWithWords(table);
  const list = within(screen.getByRole("table", { name: "Users of Fjord" }));
  expect(list.getAllByRole("columnheader").map((head) => head.textContent)).toEqual([
    "LoginName",
    "Status",
    "Storage",
    "Created",
    "Actions",
  ]);
  expect(list.getAllByRole("columnheader")[0]).toHaveAttribute("aria-sort", "ascending");
  expect(list.getByRole("link", { name: "Name" })).toHaveAttribute("href", "/users?sort=name");
  expect(list.getAllByRole("rowheader")).toHaveLength(3);
  expect(row(/Ida/).getByRole("link", { name: /Ida Lund/ })).toHaveAttribute("href", "/users/7");
  expect(row(/Ida/).getByRole("rowheader")).toHaveTextContent("New");
  expect(row(/gone/).queryByRole("link")).toBeNull();
  expect(row(/gone/).getByRole("rowheader").textContent).toBe("gone");
});

test("cells say what they know, in words, and the whole of what may be cut in the title", () => {
  renderWithWords(table);
  expect(row(/Ida/).getByText("Active")).toBeInTheDocument();
  expect(row(/Ida/).getAllByRole("cell")[1]).toHaveTextContent("514 of 500 GB · 103%Quota exceeded");
  expect(row(/Ida/).getAllByRole("cell")[2]).toHaveTextContent("–");
  expect(row(/Konstantin/).getByRole("link", { name: /Konstantin/ })).toHaveAttribute(
    "title",
    expect.stringContaining(LONG),
  );
  expect(row(/Konstantin/).getByRole("img", { name: "Partner" })).toBeInTheDocument();
  expect(row(/Konstantin/).getByText("today")).toHaveAttribute("title", "Monday, November 30");
  expect(row(/Konstantin/).getByText("today")).toHaveAttribute("datetime", "2026-11-30T09:00Z");
  expect(row(/gone/).getByText("Deutsch")).toHaveAttribute("lang", "de");
  expect(row(/gone/).getAllByRole("cell")[2]).toHaveTextContent("never");
});

test("the HTML of the server has a link in place of the menu, and nothing twice", () => {
  const html = renderToString(table);
  expect(html.match(/>ida@fjord\.example</g)).toHaveLength(1);
  expect(html).toContain('href="/users/7" class="more"');
  expect(html).not.toContain('role="button"');
  expect(html).not.toContain("Disable");
  expect(html).not.toContain("<wbr");
});

test("one menu serves all rows: it offers what the row allows, and the arrow keys go round", async () => {
  const { user } = renderWithWords(table);
  const button = screen.getByRole("button", { name: "Actions for Ida Lund" });
  expect(button).toHaveAttribute("aria-haspopup", "menu");
  await user.click(button);
  const items = () => screen.getAllByRole("menuitem").map((item) => item.textContent);
  expect(items()).toEqual(["Disable", "Delete"]);
  expect(screen.getByRole("menuitem", { name: "Disable" })).toHaveFocus();
  await user.keyboard("{ArrowUp}");
  expect(screen.getByRole("menuitem", { name: "Delete" })).toHaveFocus();
  expect(screen.getByRole("menuitem", { name: "Delete" })).toHaveAttribute("href", "/users/7/delete");
  expect(screen.getByRole("menu").dataset.open).toBe("true");
  await user.keyboard("{Tab}");
  expect(screen.getByRole("menu").dataset.open).toBeUndefined();

  const other = screen.getByRole("button", { name: "Actions for Konstantin Oberhuber" });
  other.focus();
  await user.keyboard(" ");
  expect(items()).toEqual(["Enable"]);
  expect(screen.getByRole("menuitem", { name: "Enable" })).toHaveFocus();
  expect(row(/gone/).queryByRole("button")).toBeNull();
  expect(push).not.toHaveBeenCalled();
});

test("links of rows and headings are followed within the page; a click that opens a tab is left to the browser", async () => {
  const { user } = renderWithWords(table);
  await user.click(row(/Ida/).getByRole("link", { name: /Ida Lund/ }));
  expect(push).toHaveBeenLastCalledWith("http://localhost/users/7", { scroll: true });
  await user.click(screen.getByRole("link", { name: "Name" }));
  expect(push).toHaveBeenLastCalledWith("http://localhost/users?sort=name", { scroll: false });
  push.mockClear();
  const link = row(/Ida/).getByRole("link", { name: /Ida Lund/ });
  link.addEventListener("click", (event) => event.preventDefault());
  await user.keyboard("{Control>}");
  await user.click(link);
  expect(push).not.toHaveBeenCalled();
});

test("bits name actions, and words are gathered once", () => {
  expect(bitsOf(ACTIONS, ["delete", "disable"])).toBe(0b110);
  const { words, of } = gatherWords();
  expect([of("Active", "success"), of("Off"), of("Active", "success"), of("Active")]).toEqual([0, 1, 0, 2]);
  expect(words).toEqual([["Active", "success"], ["Off"], ["Active"]]);
});
