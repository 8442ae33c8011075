export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";
export type ButtonSize = "sm" | "md" | "lg";

const BASE =
  "inline-flex items-center justify-center gap-2 rounded-control border font-medium text-center select-none transition-colors print:hidden disabled:cursor-not-allowed aria-disabled:cursor-progress [&_svg]:size-[1.15em] [&_svg]:shrink-0";

const VARIANTS: Record<ButtonVariant, string> = {
  primary:
    "border-transparent bg-accent text-accent-contrast hover:bg-accent-hover disabled:bg-sunken disabled:text-muted",
  secondary:
    "border-line-strong bg-raised text-ink hover:border-muted hover:bg-sunken disabled:bg-sunken disabled:text-muted",
  ghost: "border-transparent text-ink hover:bg-sunken disabled:text-muted",
  danger:
    "border-transparent bg-danger text-danger-contrast hover:bg-danger-hover disabled:bg-sunken disabled:text-muted",
};

const SIZES: Record<ButtonSize, string> = {
  sm: "min-h-8 px-2.5 text-sm pointer-coarse:min-h-10",
  md: "min-h-10 px-4 py-1.5 pointer-coarse:min-h-11",
  lg: "min-h-12 px-6 py-2 text-lg",
};

/** Classes of everything that looks like a button: buttons, links, menu triggers. */
export function buttonStyle(variant: ButtonVariant = "primary", size: ButtonSize = "md", className = ""): string {
  return `${BASE} ${VARIANTS[variant]} ${SIZES[size]} ${className}`;
}
