import { createContext, useContext } from "react";

/** The shades of an accent on light and on dark mail programs, and those of the text on it. */
export type EmailAccent = { light: string; onLight: string; dark: string; onDark: string };

/** How emails present themselves. */
export type EmailBrand = {
  accent: EmailAccent;
  /** Whom to ask: the line above and the address itself. */
  support: { label: string; href: string; text: string } | null;
};

const OWN: EmailBrand = {
  accent: { light: "#0a5a70", onLight: "#ffffff", dark: "#6cc4d6", onDark: "#05222b" },
  support: null,
};

const BrandContext = createContext(OWN);

/** Gives the emails inside a brand; without it they look as they come. */
export const EmailBrandProvider = BrandContext.Provider;

/** The brand of the email being made. */
export function useEmailBrand(): EmailBrand {
  return useContext(BrandContext);
}
