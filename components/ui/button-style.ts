export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";
export type ButtonSize = "sm" | "md" | "lg";

/** Classes of everything that looks like a button: buttons, links, menu triggers. What they look like: app/globals.css. */
export function buttonStyle(variant: ButtonVariant = "primary", size: ButtonSize = "md", className = ""): string {
  return `button button-${variant} button-${size} ${className}`.trimEnd();
}
