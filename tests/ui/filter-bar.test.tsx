import "./browser-globals";
import { jest } from "@jest/globals";
import { configure, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactElement } from "react";
import { renderToString } from "react-dom/server.node";
import { FilterSearch, FilterSelect } from "@/components/ui/filter-fields";

configure({ asyncUtilTimeout: 60_000 });

const router = { push: jest.fn(), replace: jest.fn() };
jest.unstable_mockModule("next/navigation", () => ({ useRouter: () => router }));
const { FilterBar } = await import("@/components/ui/filter-bar");

const OPTIONS = [
  { value: "", label: "All" },
  { value: "active", label: "Active" },
];
const bar = (values: Record<string, string> = {}) => (
  <FilterBar
    action="/list"
    words={{ title: "Filter", submit: "Search", reset: "Clear filter" }}
    inForce={Object.keys(values).length}
    values={values}
  >
    <FilterSearch id="q" name="search" label="Search" placeholder="Name" value={values.search} />
    <FilterSelect id="s" name="status" label="Status" value={values.status} options={OPTIONS} />
  </FilterBar>
);
const open = (element: ReactElement) => ({ user: userEvent.setup(), ...render(element) });
const scroll = { scroll: false };

beforeEach(() => {
  router.push.mockClear();
  router.replace.mockClear();
});

test("what is chosen applies at once, with what is there already", async () => {
  const { user } = open(bar({ search: "anna" }));
  await user.selectOptions(screen.getByLabelText("Status"), "active");
  expect(router.push.mock.calls).toEqual([["/list?search=anna&status=active", scroll]]);
});

test("what is typed applies after a pause, once, and more of it is no step of its own", async () => {
  const { user, rerender } = open(bar());
  await user.type(screen.getByRole("searchbox"), " an ");
  await waitFor(() => expect(router.push.mock.calls).toEqual([["/list?search=an", scroll]]));
  rerender(bar({ search: "an" }));
  expect(screen.getByDisplayValue(" an ", { normalizer: (value) => value })).toBe(screen.getByRole("searchbox"));
  await user.type(screen.getByRole("searchbox"), "b");
  await waitFor(() => expect(router.replace.mock.calls).toEqual([["/list?search=an+b", scroll]]));
  expect(router.push).toHaveBeenCalledTimes(1);
});

test("Enter applies without the pause", async () => {
  const { user } = open(bar());
  await user.type(screen.getByRole("searchbox"), "an{Enter}");
  expect(router.push.mock.calls).toEqual([["/list?search=an", scroll]]);
});

test("the fields follow the address, and a filter that was cleared can be set again", async () => {
  const { user, rerender } = open(bar());
  await user.selectOptions(screen.getByLabelText("Status"), "active");
  rerender(bar({ status: "active" }));
  expect(screen.getByRole("link", { name: /^Clear filter\s*1$/ })).toBeTruthy();
  rerender(bar());
  expect(screen.queryByDisplayValue("Active")).toBeNull();
  await user.selectOptions(screen.getByLabelText("Status"), "active");
  expect(router.push).toHaveBeenCalledTimes(2);
});

test("what was chosen before the script arrived applies when it does", async () => {
  const container = document.createElement("div");
  container.innerHTML = renderToString(bar());
  document.body.append(container);
  const select = container.querySelector("select");
  await userEvent.setup().selectOptions(select as HTMLSelectElement, "active");
  render(bar(), { container, hydrate: true });
  await waitFor(() => expect(router.replace.mock.calls).toEqual([["/list?status=active", scroll]]));
});

test("without JavaScript there is a button", () => {
  expect(renderToString(bar())).toMatch(/<noscript><button[^>]*>Search<\/button><\/noscript>/);
});
