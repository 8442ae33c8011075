import "./browser-globals";
import { act, cleanup, render, screen } from "@testing-library/react";
import { useTranslations } from "next-intl";
import { Component, type ReactNode, Suspense } from "react";
import { ScriptTexts } from "@/components/texts/script-texts";
import { loadedTexts } from "@/lib/i18n/model";

const ADDRESS = "/texts/portal.en.0123456789";
const TEXTS = { common: { save: "Save" } };

function Save() {
  return <button type="button">{useTranslations("common")("save")}</button>;
}

const page = (address = ADDRESS) => (
  <Suspense fallback="waiting">
    <ScriptTexts address={address} locale="en" timeZone="UTC" now={new Date(0)}>
      <Save />
    </ScriptTexts>
  </Suspense>
);

/** The browser has fetched and run the file. */
async function arrive(address = ADDRESS): Promise<void> {
  loadedTexts()[address] = TEXTS as never;
  await act(async () => {
    document.querySelector(`script[src="${address}"]`)?.dispatchEvent(new Event("load"));
  });
}

test("texts that are late are waited for, and are there from then on", async () => {
  const { rerender } = await act(async () => render(page()));
  expect(screen.getByText("waiting")).toBeTruthy();
  await arrive();
  expect(screen.getByRole("button", { name: "Save" })).toBeTruthy();
  await act(async () => rerender(page()));
  expect(screen.getByRole("button", { name: "Save" })).toBeTruthy();
});

test("texts that are there are waited for by no one", () => {
  const there = "/texts/portal.en.9876543210";
  loadedTexts()[there] = TEXTS as never;
  render(page(there));
  expect(screen.getByRole("button", { name: "Save" })).toBeTruthy();
});

class Boundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  static getDerivedStateFromError = () => ({ failed: true });
  override state = { failed: false };
  override render() {
    return this.state.failed ? "failed" : this.props.children;
  }
}

test("a file that did not come is asked for again after a pause, not over and over", async () => {
  const lost = "/texts/portal.en.aaaaaaaaaa";
  const complaint = console.error;
  console.error = () => {};
  const { unmount } = await act(async () => render(<Boundary>{page(lost)}</Boundary>));
  await act(async () => {
    document.querySelector(`script[src="${lost}"]`)?.dispatchEvent(new Event("error"));
  });
  expect(screen.getByText("failed")).toBeTruthy();
  unmount();
  await act(async () => render(<Boundary>{page(lost)}</Boundary>));
  expect(document.querySelectorAll(`script[src="${lost}"]`)).toHaveLength(1);
  cleanup();
  await new Promise((resolve) => setTimeout(resolve, 2500));
  await act(async () => render(page(lost)));
  expect(document.querySelectorAll(`script[src="${lost}"]`)).toHaveLength(2);
  console.error = complaint;
});
