import { readFileSync } from "node:fs";
import fc from "fast-check";
import {
  accentCss,
  contrastOf,
  LEAST_CONTRAST,
  OWN_SHADES,
  previewCss,
  shadesOf,
  THEMES,
  type Theme,
} from "@/lib/brand/accent";
import { colorSchema } from "@/lib/brand/schema";
import { cases } from "../../support/drill";

const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);
const themes: Theme[] = ["light", "dark"];

test.each([
  ["#000000", "#ffffff", 21],
  ["#ffffff", "#ffffff", 1],
  ["#777777", "#ffffff", 4.48],
  ["#ff0000", "#ffffff", 4.0],
  ["#0a5a70", "#ffffff", 7.75],
])("the contrast of %s and %s is %d, in either order, as WCAG has it", (one, other, expected) => {
  expect(contrastOf(one, other)).toBeCloseTo(expected, 1);
  expect(contrastOf(other, one)).toBe(contrastOf(one, other));
});

test("whatever color is chosen, texts in it, on it and on what it tints can be read", () => {
  fc.assert(
    fc.property(color, fc.constantFrom(...themes), (chosen, theme) => {
      const { accent, hover, contrast, soft } = shadesOf(chosen)[theme];
      const { surface, raised, sunken, ink } = THEMES[theme];
      for (const behind of [surface, raised, sunken, soft]) {
        expect(contrastOf(accent, behind)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
      }
      for (const behind of [accent, hover]) expect(contrastOf(contrast, behind)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
      expect(contrastOf(ink, soft)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
      expect(hover).not.toBe(accent);
    }),
    { numRuns: cases(400, 8000) },
  );
});

test("a color that can be read is taken as it is, another one only as far as it must change, in its hue", () => {
  expect(shadesOf("#8a1c5c").light.accent).toBe("#8a1c5c");
  expect(shadesOf("#ffb3d9").dark.accent).toBe("#ffb3d9");
  const yellow = shadesOf("#ffd400").light.accent;
  expect(yellow).not.toBe("#ffd400");
  const worst = Math.min(
    ...[THEMES.light.sunken, shadesOf("#ffd400").light.soft].map((one) => contrastOf(yellow, one)),
  );
  expect(worst).toBeLessThan(LEAST_CONTRAST + 0.2);
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(yellow.slice(at, at + 2), 16));
  expect(red).toBeGreaterThan(green);
  expect(green).toBeGreaterThan(blue * 3);
});

test.each([
  ["#0A5A70", "#0a5a70"],
  [" 0a5a70 ", "#0a5a70"],
  ["#abc", "#aabbcc"],
])("%p is a color", (typed, stored) => expect(colorSchema.parse(typed)).toBe(stored));

test.each(["", "#", "red", "#12345", "#1234567", "#12345g", "#0a5a70;}", "rgb(1,2,3)", "##0a5a70"])(
  "%p is none",
  (typed) => expect(colorSchema.safeParse(typed).success).toBe(false),
);

test("the stylesheets name nothing but colors", () => {
  fc.assert(
    fc.property(fc.option(color), (chosen) => {
      const css = `${chosen ? accentCss(chosen) : ""}${previewCss(chosen)}`;
      expect(css).not.toMatch(/[<>@](?!media)|url|import|undefined|NaN/);
      for (const [, value] of css.matchAll(/--[a-z-]+:([^;}]+)/g)) expect(value).toMatch(/^#[0-9a-f]{6}$/);
    }),
    { numRuns: cases(50, 1000) },
  );
});

test("the colors of pages are those of app/globals.css", () => {
  const css = readFileSync("app/globals.css", "utf8");
  const dark = css.slice(css.indexOf("prefers-color-scheme: dark"));
  const valueIn = (text: string, name: string) => new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(text)?.[1];
  for (const theme of themes) {
    const text = theme === "light" ? css : dark;
    const { surface, raised, sunken, line, ink, muted } = THEMES[theme];
    const { accent, hover, contrast, soft } = OWN_SHADES[theme];
    expect({
      surface: valueIn(text, "surface"),
      raised: valueIn(text, "surface-raised"),
      sunken: valueIn(text, "surface-sunken"),
      line: valueIn(text, "border"),
      ink: valueIn(text, "text"),
      muted: valueIn(text, "text-muted"),
      accent: valueIn(text, "accent"),
      hover: valueIn(text, "accent-hover"),
      contrast: valueIn(text, "accent-contrast"),
      soft: valueIn(text, "accent-soft"),
    }).toEqual({ surface, raised, sunken, line, ink, muted, accent, hover, contrast, soft });
  }
});
