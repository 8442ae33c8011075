/** @jest-environment jsdom */
import "./browser-globals";
import "@testing-library/jest-dom/jest-globals";
import { expect, test } from "@jest/globals";
import { render } from "@testing-library/react";
import { NextIntlClientProvider } from "next-intl";
import type { ComponentProps } from "react";
import { Moment } from "@/components/ui/moment";

const NOW = new Date("2026-11-30T22:18:44Z");
const ZONE = "Europe/Berlin";
const before = (seconds: number) => new Date(NOW.getTime() - seconds * 1000);

function show(value: Date, look?: ComponentProps<typeof Moment>["look"]) {
  const { container } = render(
    <NextIntlClientProvider locale="en" timeZone={ZONE} now={NOW} messages={{}}>
      <Moment value={value} look={look} />
    </NextIntlClientProvider>,
  );
  const time = container.querySelector("time");
  if (!time) throw new Error("no moment");
  return time;
}

const words = (value: Date, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("en", { timeZone: ZONE, ...options }).format(value);
const DAY = { year: "numeric", month: "short", day: "numeric" } as const;
const TIME = { hour: "numeric", minute: "2-digit", timeZoneName: "short" } as const;

test.each([
  [0, 0, "second"],
  [59, 0, "second"],
  [60, -1, "minute"],
  [5 * 60 + 59, -5, "minute"],
  [3600 - 1, -59, "minute"],
  [3600, -1, "hour"],
  [24 * 3600 - 1, -23, "hour"],
] as const)("%i seconds old: begun minutes and hours don't count", (seconds, count, unit) => {
  for (const look of ["line", "dayOnly"] as const) {
    expect(show(before(seconds), look)).toHaveTextContent(
      new Intl.RelativeTimeFormat("en", { numeric: unit === "second" ? "auto" : "always" }).format(count, unit),
    );
  }
});

test("what is a day old, or still to come, is said in the reader's time zone", () => {
  for (const value of [before(24 * 3600), before(-60)]) {
    expect(show(value)).toHaveTextContent(words(value, { ...DAY, ...TIME }));
    expect(show(value, "dayOnly")).toHaveTextContent(words(value, DAY));
  }
});

test("evidence and sentences keep the time of day, however recent", () => {
  const value = before(30);
  expect(show(value, "exact")).toHaveTextContent(words(value, { ...DAY, ...TIME, second: "2-digit" }));
  expect(show(value, "inText")).toHaveTextContent(words(value, { ...DAY, ...TIME }));
});

test("the title is the whole moment, and programs read it in UTC", () => {
  const time = show(before(60));
  expect(time).toHaveAttribute("title", words(before(60), { dateStyle: "full", timeStyle: "long" }));
  expect(time).toHaveAttribute("datetime", "2026-11-30T22:17:44.000Z");
});
