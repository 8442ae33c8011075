import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/button";
import { AuthShell } from "./auth-shell";

type MessagePageProps = {
  title: ReactNode;
  text: ReactNode;
  action?: { href: string; label: string };
  secondary?: { href: string; label: string };
  /** In place of the links, e.g. a button that tries again. */
  children?: ReactNode;
};

/** A page that says one thing and offers the way on: link problems, "check your inbox", "page not found". */
export function MessagePage({ title, text, action, secondary, children }: MessagePageProps) {
  return (
    <AuthShell title={title} lead={text}>
      <div className="flex flex-wrap gap-2">
        {action && <LinkButton href={action.href}>{action.label}</LinkButton>}
        {secondary && (
          <LinkButton href={secondary.href} variant="secondary">
            {secondary.label}
          </LinkButton>
        )}
        {children}
      </div>
    </AuthShell>
  );
}
