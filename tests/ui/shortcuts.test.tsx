/** @jest-environment jsdom */
import "@testing-library/jest-dom/jest-globals";
import { beforeEach, expect, jest, test } from "@jest/globals";
import { act, screen } from "@testing-library/react";
import { switchShortcuts, useShortcuts, useShortcutsOn } from "@/components/ui/use-shortcuts";
import { renderWithWords } from "./render";

const users = jest.fn();
const help = jest.fn();

function Example() {
  useShortcuts({ "g u": users, "?": help });
  return (
    <>
      <p>{useShortcutsOn() ? "on" : "off"}</p>
      <input aria-label="Name" />
    </>
  );
}

beforeEach(() => {
  localStorage.clear();
  // jsdom does not know the selector for an open modal dialog.
  jest.spyOn(document, "querySelector").mockReturnValue(null);
  for (const action of [users, help]) action.mockClear();
});

test("single keys and pairs act, unless they are typed into something or belong to the browser", async () => {
  const { user } = renderWithWords(<Example />);
  await user.keyboard("gu");
  await user.keyboard("?");
  expect([users.mock.calls.length, help.mock.calls.length]).toEqual([1, 1]);
  await user.keyboard("xu");
  await user.keyboard("{Control>}gu{/Control}");
  await user.type(screen.getByLabelText("Name"), "gu?");
  expect(screen.getByLabelText("Name")).toHaveValue("gu?");
  expect([users.mock.calls.length, help.mock.calls.length]).toEqual([1, 1]);
});

test("switched off they do nothing, in this browser and until they are switched on", async () => {
  switchShortcuts(false);
  const { user } = renderWithWords(<Example />);
  expect(screen.getByText("off")).toBeInTheDocument();
  await user.keyboard("gu?");
  expect(users).not.toHaveBeenCalled();
  expect(help).not.toHaveBeenCalled();
  act(() => switchShortcuts(true));
  expect(await screen.findByText("on")).toBeInTheDocument();
  await user.keyboard("gu");
  expect(users).toHaveBeenCalledTimes(1);
});
