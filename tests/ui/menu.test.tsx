/** @jest-environment jsdom */
import "@testing-library/jest-dom/jest-globals";
import { beforeAll, expect, test } from "@jest/globals";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Menu, MenuButton, MenuLink } from "@/components/ui/menu";
import { text } from "../support/words";

// jsdom has no popovers. Opening by click, Escape and a click elsewhere are the browser's own and are tried in e2e.
beforeAll(() => {
  HTMLElement.prototype.showPopover = function show() {
    this.dataset.open = "true";
  };
  HTMLElement.prototype.hidePopover = function hide() {
    delete this.dataset.open;
  };
});

function setUp() {
  render(
    <Menu trigger="+ New">
      <MenuLink href="#customer">Customer</MenuLink>
      <MenuLink href="#user">User</MenuLink>
      <MenuButton type="button">Sign out</MenuButton>
    </Menu>,
  );
  const trigger = screen.getByRole("button", { name: "+ New" });
  const panel = document.getElementById(trigger.getAttribute("popovertarget") ?? "");
  if (!panel) throw new Error("the button names no panel");
  return { user: userEvent.setup(), trigger, panel };
}

test("the button names its panel in HTML, so that it opens without a script", () => {
  const { trigger, panel } = setUp();
  expect(trigger).toHaveAttribute("type", "button");
  expect(panel).toHaveAttribute("popover", "auto");
  expect(panel).toContainElement(screen.getByRole("link", { name: "Customer" }));
});

test("arrow down on the button opens the panel at its first item, arrow up at its last", async () => {
  const { user, trigger, panel } = setUp();
  trigger.focus();
  await user.keyboard("{ArrowDown}");
  expect(panel.dataset.open).toBe("true");
  expect(screen.getByRole("link", { name: "Customer" })).toHaveFocus();
  trigger.focus();
  await user.keyboard("{ArrowUp}");
  expect(screen.getByRole("button", { name: text("portal.signOut") })).toHaveFocus();
});

test("arrow keys go round, Home and End to the ends", async () => {
  const { user, trigger } = setUp();
  trigger.focus();
  await user.keyboard("{ArrowDown}{ArrowDown}");
  expect(screen.getByRole("link", { name: "User" })).toHaveFocus();
  await user.keyboard("{End}{ArrowDown}");
  expect(screen.getByRole("link", { name: "Customer" })).toHaveFocus();
  await user.keyboard("{ArrowUp}");
  expect(screen.getByRole("button", { name: text("portal.signOut") })).toHaveFocus();
  await user.keyboard("{Home}");
  expect(screen.getByRole("link", { name: "Customer" })).toHaveFocus();
});

test("choosing a link closes the panel", async () => {
  const { user, trigger, panel } = setUp();
  trigger.focus();
  await user.keyboard("{ArrowDown}");
  await user.click(screen.getByRole("link", { name: "User" }));
  expect(panel.dataset.open).toBeUndefined();
});
