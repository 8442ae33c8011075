/** @jest-environment jsdom */
import "@testing-library/jest-dom/jest-globals";
import { expect, test } from "@jest/globals";
import { screen } from "@testing-library/react";
import { AgreementText } from "@/components/eula/agreement-text";
import { renderWithWords } from "./render";

const shown = (body: string) => renderWithWords(<AgreementText body={body} language="de" />).container;

test("headings, lists, emphasis and links are set, a level-one heading beneath the page's own", () => {
  const text = shown("# One\n\n## Two\n\n- **bold**\n- *slanted*\n\n[words](https://example.com/x)");
  expect(screen.getAllByRole("heading", { level: 2 }).map(({ textContent }) => textContent)).toEqual(["One", "Two"]);
  expect(screen.getAllByRole("listitem")).toHaveLength(2);
  const link = screen.getByRole("link", { name: "words" });
  expect(link).toHaveAttribute("href", "https://example.com/x");
  expect(link).toHaveAttribute("rel", "noopener noreferrer");
  expect(text.firstElementChild).toHaveAttribute("lang", "de");
});

test("a text that no server could draw is shown as it was written", () => {
  const body = ">".repeat(100_000);
  expect(shown(body)).toHaveTextContent(body);
});

test.each([
  "javascript:alert(1)",
  "JaVaScript:alert(1)",
  "data:text/html,x",
  "/portal",
  "//evil.example",
  "vbscript:x",
  "#x",
  "java&#10;script:alert(1)",
])("a link to %s is words and no link", (address) => {
  const text = shown(`Before [words](${address}) after`);
  expect(text.querySelector("a")).toBeNull();
  expect(text).toHaveTextContent("words");
});

test("HTML, pictures and tables of tags leave nothing that a browser would run or load", () => {
  const text = shown(
    'A <script>alert(1)</script> <img src=x onerror=alert(1)> ![alt](https://example.com/pixel.png) <b onclick="x">b</b>\n\n<iframe src="https://example.com"></iframe>\n\n<style>*{}</style>',
  );
  expect(text.querySelector("script, img, iframe, style, b, [onclick], [onerror]")).toBeNull();
});
