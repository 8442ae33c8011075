/*
 * Colors of a brand. One color is chosen; what pages and emails show are shades of it that can be read: WCAG 2.2,
 * 1.4.3, requires 4.5 : 1 between a text and what is behind it. Pure, so that the form shows exactly what the server
 * will make of a color.
 */

/** A color as it is stored, `#0a5a70`, from what was typed: with or without `#`, in capitals, or short. Null for anything else. */
export function parseColor(text: string): string | null {
  const digits = text.trim().toLowerCase().replace(/^#/, "");
  const color = `#${/^[0-9a-f]{3}$/.test(digits) ? digits.replace(/./g, "$&$&") : digits}`;
  return /^#[0-9a-f]{6}$/.test(color) ? color : null;
}

/** The least contrast of texts. */
export const LEAST_CONTRAST = 4.5;

/** What pages are painted with besides the accent: the same as in app/globals.css, which a test holds. */
export const THEMES = {
  light: {
    surface: "#f5f5f1",
    raised: "#ffffff",
    sunken: "#ebebe5",
    line: "#dddcd4",
    ink: "#13222b",
    muted: "#53616b",
  },
  dark: {
    surface: "#0d161b",
    raised: "#142027",
    sunken: "#0a1115",
    line: "#26353d",
    ink: "#e4ebee",
    muted: "#a0b1b9",
  },
} as const;

export type Theme = keyof typeof THEMES;

/** The shades of an accent: for texts and buttons, under the pointer, for texts on it, and behind texts in it. */
export type Shades = { accent: string; hover: string; contrast: string; soft: string };

/** Those of Backstay itself, also from app/globals.css. */
export const OWN_SHADES: Record<Theme, Shades> = {
  light: { accent: "#0a5a70", hover: "#084757", contrast: "#ffffff", soft: "#e0eef1" },
  dark: { accent: "#6cc4d6", hover: "#8fd5e3", contrast: "#05222b", soft: "#12323c" },
};

/** How light, from 0 to 1; how colorful; and the angle on the wheel of hues, in radians: OKLCH. */
type Lch = { l: number; c: number; h: number };

/** The contrast of two colors by WCAG, from 1 to 21. */
export function contrastOf(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/**
 * The shades of a color on light and on dark pages. The color itself is taken wherever it can be read; else it is made
 * as much
 * darker or lighter as needed, in its own hue.
 */
export function shadesOf(color: string): Record<Theme, Shades> {
  const chosen = lchOf(color);
  const light = shade(chosen, "light");
  const dark = shade(chosen, "dark");
  return { light, dark };
}

const SOFT = { light: { l: 0.945, c: 0.03 }, dark: { l: 0.3, c: 0.045 } };

const STEP = 0.004;

function shade(chosen: Lch, theme: Theme): Shades {
  const soft = hexOf({ ...chosen, l: SOFT[theme].l, c: Math.min(chosen.c, SOFT[theme].c) });
  const { surface, raised, sunken } = THEMES[theme];
  const readable = (color: string) =>
    [surface, raised, sunken, soft].every((behind) => contrastOf(color, behind) >= LEAST_CONTRAST);
  const step = theme === "light" ? -STEP : STEP;
  let lch = chosen;
  for (const end = step < 0 ? 0 : 1; lch.l !== end && !readable(hexOf(lch)); ) {
    lch = { ...lch, l: Math.min(1, Math.max(0, lch.l + step)) };
  }
  const accent = hexOf(lch);
  // What is read on light pages is darker than white needs, and the other way round: these always fit on it.
  const contrast = theme === "light" ? "#ffffff" : "#0a1115";
  return { accent, hover: hoverOf(lch, theme), contrast, soft };
}

/** A little away from the text on it, or where there is no room left, a little towards it. */
function hoverOf(lch: Lch, theme: Theme): string {
  if (theme === "light") return hexOf({ ...lch, l: lch.l > 0.25 ? lch.l - 0.06 : lch.l + 0.1 });
  return hexOf({ ...lch, l: lch.l < 0.94 ? lch.l + 0.06 : lch.l - 0.06 });
}

/** The rules of a stylesheet that gives a page the accent. */
export function accentCss(color: string): string {
  const { light, dark } = shadesOf(color);
  return `:root{${declarations(light)}}@media (prefers-color-scheme:dark){:root{${declarations(dark)}}}`;
}

/** The same for the two miniatures of the preview, each with all that a page of its theme is painted with. */
export function previewCss(color: string | null): string {
  const shades = color === null ? OWN_SHADES : shadesOf(color);
  const rules = (theme: Theme) => {
    const { surface, raised, sunken, line, ink, muted } = THEMES[theme];
    const page = `--surface:${surface};--surface-raised:${raised};--surface-sunken:${sunken};--border:${line};--text:${ink};--text-muted:${muted}`;
    return `.preview-${theme}{color-scheme:${theme};${page};${declarations(shades[theme])}}`;
  };
  return rules("light") + rules("dark");
}

/** The custom properties of app/globals.css that make up an accent. */
export function accentProperties({ accent, hover, contrast, soft }: Shades): [name: string, value: string][] {
  return [
    ["--accent", accent],
    ["--accent-hover", hover],
    ["--accent-contrast", contrast],
    ["--accent-soft", soft],
  ];
}

const declarations = (shades: Shades) =>
  accentProperties(shades)
    .map(([name, value]) => `${name}:${value}`)
    .join(";");

const channelsOf = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);

const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

const encoded = (value: number) => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055);

function luminanceOf(hex: string): number {
  const [r = 0, g = 0, b = 0] = channelsOf(hex).map(linear);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

// The matrices of OKLab are those of its author, Björn Ottosson.
function lchOf(hex: string): Lch {
  const [r = 0, g = 0, b = 0] = channelsOf(hex).map(linear);
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const medium = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const l = 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short;
  const greenRed = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short;
  const blueYellow = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short;
  return { l, c: Math.hypot(greenRed, blueYellow), h: Math.atan2(blueYellow, greenRed) };
}

/** As `#rrggbb`; a color that no screen can show is made paler until one can. */
function hexOf({ l, c, h }: Lch): string {
  for (let chroma = c; ; chroma -= 0.005) {
    const channels = linearOf({ l, c: Math.max(chroma, 0), h });
    const fits = channels.every((value) => value >= -0.0005 && value <= 1.0005);
    if (!fits && chroma > 0) continue;
    const bytes = channels.map((value) => Math.round(255 * encoded(Math.min(1, Math.max(0, value)))));
    return `#${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  }
}

function linearOf({ l, c, h }: Lch): [number, number, number] {
  const [greenRed, blueYellow] = [c * Math.cos(h), c * Math.sin(h)];
  const long = (l + 0.3963377774 * greenRed + 0.2158037573 * blueYellow) ** 3;
  const medium = (l - 0.1055613458 * greenRed - 0.0638541728 * blueYellow) ** 3;
  const short = (l - 0.0894841775 * greenRed - 1.291485548 * blueYellow) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}
