/** The shades of an accent in light and in dark mail programs, and those of the text on it. */
export type EmailAccent = { light: string; onLight: string; dark: string; onDark: string };

/** How an email presents itself. */
export type EmailBrand = {
  productName: string;
  /**
   * Its picture, at the size it is shown. `alone` says that it is the name in letters, so that the name needn't be
   * beside it.
   */
  logo: { src: string; width: number; height: number; alone: boolean } | null;
  accent: EmailAccent;
  /** Who to ask: what the address is, and the address itself. */
  support: { label: string; href: string; text: string } | null;
};
