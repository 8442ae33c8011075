import type { CSSProperties } from "react";
import type { EmailAccent } from "./brand";

const FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

const CELL: CSSProperties = { verticalAlign: "top", fontFamily: FONT, fontWeight: 400 };
const SMALL: CSSProperties = { fontSize: "13px", lineHeight: "19px", color: "#53616b" };
const ROW: CSSProperties = { borderTop: "1px solid #dddcd4", fontSize: "15px", lineHeight: "22px", color: "#13222b" };

/** Inline styles: what every client understands. Light is the ground; the head's rules turn it where the client can. */
export const styles = {
  page: { margin: 0, padding: 0, backgroundColor: "#f5f5f1", fontFamily: FONT },
  container: { width: "100%", maxWidth: "560px" },
  brand: { padding: "28px 4px 12px" },
  brandName: {
    margin: 0,
    fontSize: "15px",
    lineHeight: "22px",
    fontWeight: 700,
    color: "#13222b",
    overflowWrap: "anywhere",
  },
  logoPlate: {
    padding: "8px 12px",
    backgroundColor: "#ffffff",
    backgroundImage: "linear-gradient(#ffffff, #ffffff)",
    border: "1px solid #dddcd4",
    borderRadius: "6px",
  },
  /**
   * The font is that of the name, which is shown here where pictures aren't loaded; the plate stays white, so this
   * stays dark.
   */
  logo: { display: "block", border: "none", fontSize: "15px", lineHeight: "22px", fontWeight: 700, color: "#13222b" },
  besideLogo: { paddingLeft: "12px" },
  card: { backgroundColor: "#ffffff", border: "1px solid #dddcd4", borderRadius: "8px", padding: "28px 32px 12px" },
  title: {
    margin: "0 0 16px",
    fontSize: "22px",
    lineHeight: "30px",
    fontWeight: 650,
    color: "#13222b",
    textWrap: "balance",
  },
  text: { margin: "0 0 16px", fontSize: "15px", lineHeight: "23px", color: "#13222b", overflowWrap: "anywhere" },
  factLabel: { margin: 0, fontSize: "13px", lineHeight: "19px", color: "#53616b" },
  factValue: {
    margin: "0 0 16px",
    fontSize: "15px",
    lineHeight: "22px",
    fontWeight: 600,
    color: "#13222b",
    overflowWrap: "anywhere",
  },
  sectionTitle: {
    margin: "8px 0 16px",
    paddingTop: "20px",
    borderTop: "1px solid #dddcd4",
    fontSize: "17px",
    lineHeight: "24px",
    fontWeight: 650,
    color: "#13222b",
  },
  table: { width: "100%", margin: "0 0 16px", borderCollapse: "collapse" },
  head: { ...CELL, ...SMALL, padding: "0 8px 6px 0", textAlign: "left" },
  headOfFigures: { ...CELL, ...SMALL, padding: "0 0 6px 12px", textAlign: "right", whiteSpace: "nowrap" },
  rowName: { ...CELL, ...ROW, padding: "10px 8px 0 0", textAlign: "left", fontWeight: 600, overflowWrap: "anywhere" },
  figure: { ...CELL, ...ROW, padding: "10px 0 0 12px", textAlign: "right", whiteSpace: "nowrap" },
  barCell: { padding: "6px 0 0" },
  bar: { width: "100%", borderCollapse: "collapse" },
  barPart: { height: "6px", padding: 0, fontSize: "1px", lineHeight: "6px" },
  rowNote: { ...CELL, ...SMALL, padding: "4px 8px 10px 0", textAlign: "left" },
  rowShare: { ...CELL, ...SMALL, padding: "4px 0 10px 8px", textAlign: "right", whiteSpace: "nowrap" },
  /** The login is inside a link of ours, so that no mail client makes one of its own from it. */
  loginLink: { color: "#13222b", textDecoration: "none" },
  button: {
    borderRadius: "6px",
    fontSize: "15px",
    fontWeight: 600,
    padding: "12px 24px",
    textAlign: "center",
  },
  buttonRow: { padding: "8px 0 24px" },
  link: { textDecoration: "underline" },
  address: { margin: "0 0 16px", fontSize: "13px", lineHeight: "20px", wordBreak: "break-all" },
  small: { margin: "0 0 4px", fontSize: "13px", lineHeight: "20px", color: "#53616b", overflowWrap: "anywhere" },
  rule: { margin: "8px 0 20px", border: "none", borderTop: "1px solid #dddcd4" },
  footer: { padding: "16px 4px 36px" },
  footerText: { margin: "0 0 8px", fontSize: "13px", lineHeight: "20px", color: "#53616b", overflowWrap: "anywhere" },
} satisfies Record<string, CSSProperties>;

/** The colors of a button in an accent, and of a link in it. */
export const buttonColors = ({ light, onLight }: EmailAccent): CSSProperties => ({
  backgroundColor: light,
  border: `1px solid ${light}`,
  color: onLight,
});
/** A bar in an accent, or in the color of danger beyond a quota, and what is left of it. */
export const barColors = ({ light }: EmailAccent, over: boolean) => ({
  fill: over ? "#b02a20" : light,
  track: "#dddcd4",
});
export const linkColor = ({ light }: EmailAccent): CSSProperties => ({ color: light });

const darkRules = (prefix: string, { dark, onDark }: EmailAccent) => `
${prefix} .e-page { background-color: #0d161b !important; }
${prefix} .e-card { background-color: #142027 !important; border-color: #33454f !important; }
${prefix} .e-text { color: #e4ebee !important; }
${prefix} .e-muted { color: #a0b1b9 !important; }
${prefix} .e-link { color: ${dark} !important; }
${prefix} .e-button { background-color: ${dark} !important; border-color: ${dark} !important; color: ${onDark} !important; }
${prefix} .e-fill { background-color: ${dark} !important; }
${prefix} .e-over { background-color: #ff9a90 !important; }
${prefix} .e-track { background-color: #33454f !important; }
${prefix} .e-rule { border-top-color: #33454f !important; }`;

/**
 * Apple Mail, iOS, Thunderbird and Outlook for Mac follow the media query, Outlook.com and its apps mark the page with
 * data-ogsc. Gmail turns colors by itself and drops both: the light colors keep their contrast when inverted.
 */
export const headCss = (accent: EmailAccent) => `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (max-width: 480px) {
  .e-outer { padding-left: 8px !important; padding-right: 8px !important; }
  .e-card { padding: 20px 16px 4px !important; }
  .e-button { display: block !important; padding-left: 12px !important; padding-right: 12px !important; }
}
@media (prefers-color-scheme: dark) {${darkRules("", accent)}
}${darkRules("[data-ogsc]", accent)}
`;
