import type { ComponentProps } from "react";
import { Link } from "./link";

/** A link in or beside running text. */
export function TextLink({ className = "", ...props }: ComponentProps<typeof Link>) {
  return (
    <Link
      {...props}
      className={`rounded-sm py-1 font-medium text-accent underline decoration-1 underline-offset-3 hover:text-accent-hover hover:decoration-2 ${className}`}
    />
  );
}
