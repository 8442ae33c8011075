import type { ComponentProps } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "./button-style";
import { Link } from "./link";

type Look = { variant?: ButtonVariant; size?: ButtonSize };

/** A button that acts in the page. For posting a form take SubmitButton. */
export function Button({
  variant = "secondary",
  size,
  className,
  type = "button",
  ...props
}: ComponentProps<"button"> & Look) {
  return <button {...props} type={type} className={buttonStyle(variant, size, className)} />;
}

/** A link that looks like a button. */
export function LinkButton({ variant = "primary", size, className, ...props }: ComponentProps<typeof Link> & Look) {
  return <Link {...props} className={buttonStyle(variant, size, className)} />;
}
