/** @jest-environment jsdom */
import "./browser-globals";
import "@testing-library/jest-dom/jest-globals";
import { expect, test } from "@jest/globals";
import { screen } from "@testing-library/react";
import type { ComponentProps } from "react";
import { HostCard } from "@/components/brand/host-card";
import { text } from "../support/words";
import { renderWithWords } from "./render";

type Props = ComponentProps<typeof HostCard>;

const HOST = {
  name: "portal.example.com",
  record: { name: "_backstay.portal.example.com", value: "backstay-proof=x" },
};
const AT = new Date("2026-11-30T10:00:00Z");
const done = async () => ({ status: "success" as const });

const show = (proven: Props["host"]["proven"], actions: Partial<Props> = { checkAction: done }) =>
  renderWithWords(<HostCard tenant={{ id: 7 }} host={{ ...HOST, proven }} {...actions} />);
const button = (name: "check" | "confirm") => screen.queryByRole("button", { name: text(`branding.host.${name}`) });

test("not proven: what visitors see, the record to copy, and a button that looks for it", () => {
  show(null);
  expect(screen.getByText(text("branding.host.hidden", { host: HOST.name }))).toBeInTheDocument();
  expect(screen.getByLabelText(text("branding.host.recordName"))).toHaveValue(HOST.record.name);
  expect(screen.getByLabelText(text("branding.host.recordValue"))).toHaveValue(HOST.record.value);
  expect(screen.getByLabelText(text("branding.host.recordValue"))).toHaveAttribute("readonly");
  expect(button("check")).toBeInTheDocument();
  expect(button("confirm")).not.toBeInTheDocument();
});

test("the provider can confirm it; those who only look can do neither", () => {
  const { unmount } = show(null, { checkAction: done, confirmAction: done });
  expect(button("confirm")).toBeInTheDocument();
  unmount();
  show(null, {});
  expect([button("check"), button("confirm")]).toEqual([null, null]);
});

test.each(["dns", "provider"] as const)("proven by %s: since when, and nothing to do", (by) => {
  show({ by, at: AT }, { checkAction: done, confirmAction: done });
  expect(screen.getByText(text("branding.host.shows", { host: HOST.name }))).toBeInTheDocument();
  const since = screen.getByText(new RegExp(text(`branding.host.proofs.${by}`))).querySelector("time");
  expect(new Date(since?.dateTime ?? "")).toEqual(AT);
  expect([button("check"), button("confirm")]).toEqual([null, null]);
});

test("entered before names had to be proven: shown, and it can still be proven", () => {
  show({ by: "earlier", at: AT });
  expect(screen.getByText(text("branding.host.shows", { host: HOST.name }))).toBeInTheDocument();
  expect(button("check")).toBeInTheDocument();
});
