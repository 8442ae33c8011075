/** @jest-environment jsdom */
import "./browser-globals";
import "@testing-library/jest-dom/jest-globals";
import { expect, jest, test } from "@jest/globals";
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { BrandEditor } from "@/components/brand/brand-editor";
import { shadesOf } from "@/lib/brand/accent";
import type { BrandTexts, Logo } from "@/lib/brand/model";
import type { FormAction } from "@/lib/form/model";
import { pattern, text } from "../support/words";
import { renderWithWords } from "./render";

const texts: BrandTexts = {
  productName: "Fjord Backup",
  accent: "#8a1c5c",
  supportLink: "mailto:help@fjord.example",
  imprintLink: null,
  termsLink: null,
  privacyLink: null,
  hostName: null,
};
const logo: Logo = { hash: "a".repeat(64), width: 480, height: 120 };

function show(answer: Awaited<ReturnType<FormAction>> = { status: "success" }) {
  const action = jest.fn<FormAction>(async () => answer);
  const { user } = renderWithWords(
    <BrandEditor action={action} tenantId={7} version="1.x" texts={texts} logos={{ light: logo }} />,
  );
  return { action, user };
}
const accent = () => screen.getByLabelText(text("branding.fields.accent"));
const preview = () =>
  screen.getByRole("heading", { name: text("branding.preview.title") }).closest("section") as HTMLElement;
const miniatures = () => [...preview().querySelectorAll<HTMLElement>("[class*=preview-]")];

test("the preview begins with the brand as it is saved", () => {
  show();
  expect(
    within(preview()).getByText(text("branding.preview.asChosen", { shade: "#8a1c5c", ratio: "8.7" })),
  ).toBeInTheDocument();
  expect(preview().querySelectorAll(`img[src="/brand/logo/${logo.hash}.png"]`)).toHaveLength(2);
  expect(preview()).toHaveTextContent(text("common.brandLinks.supportLink"));
  expect(preview()).not.toHaveTextContent(text("common.brandLinks.imprintLink"));
});

test("it follows what is typed: name, color, links, and a logo that is to go", async () => {
  const { user } = show();
  await user.clear(accent());
  await user.type(accent(), "ffd400");
  expect(screen.getByLabelText(text("branding.fields.accentPicker"))).toHaveValue("#ffd400");
  const { light, dark } = shadesOf("#ffd400");
  expect(
    within(preview()).getByText(pattern("branding.preview.darker", { shade: light.accent, chosen: "#ffd400" })),
  ).toBeInTheDocument();
  expect(miniatures().map((page) => page.style.getPropertyValue("--accent"))).toEqual([light.accent, dark.accent]);
  await user.type(screen.getByLabelText(text("common.brandLinks.imprintLink")), "https://x.example");
  expect(preview()).toHaveTextContent(text("common.brandLinks.imprintLink"));
  await user.click(screen.getByLabelText(text("branding.fields.removeLogo")));
  await waitFor(() => expect(preview().querySelectorAll("img")).toHaveLength(0));
  await user.clear(screen.getByLabelText(text("branding.fields.productName")));
  await user.type(screen.getByLabelText(text("branding.fields.productName")), "Other");
  expect(within(preview()).getAllByText("Other").length).toBeGreaterThan(1);
});

test("the picker types into the field", () => {
  show();
  fireEvent.input(screen.getByLabelText(text("branding.fields.accentPicker")), { target: { value: "#2a5bd7" } });
  expect(accent()).toHaveValue("#2a5bd7");
  expect(within(preview()).getByText(pattern("branding.preview.asChosen", { shade: "#2a5bd7" }))).toBeInTheDocument();
});

test("a mistake is found before anything is sent; what is right is sent as it was typed", async () => {
  const { action, user } = show();
  await user.clear(accent());
  await user.type(accent(), "teal");
  await user.click(screen.getByRole("button", { name: text("common.save") }));
  expect(await screen.findAllByText(pattern("errors.COLOR"))).not.toHaveLength(0);
  expect(action).not.toHaveBeenCalled();
  await user.clear(accent());
  await user.click(screen.getByRole("button", { name: text("common.save") }));
  await waitFor(() => expect(action).toHaveBeenCalled());
  const form = action.mock.calls[0]?.[1];
  expect(form?.get("accent")).toBe("");
  expect(form?.get("version")).toBe("1.x");
});

test("a refused file is said at its field", async () => {
  const { user } = show({ status: "error", fieldErrors: { darkLogo: { code: "LOGO_SVG" } }, values: {} });
  await user.click(screen.getByRole("button", { name: text("common.save") }));
  await waitFor(() =>
    expect(screen.getByLabelText(text("branding.fields.darkLogo"))).toHaveAccessibleDescription(
      pattern("errors.LOGO_SVG"),
    ),
  );
});
