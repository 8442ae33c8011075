import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { VisuallyHidden } from "@/components/ui/visually-hidden";

/** The pencil at the head of a card, named for what it edits. */
export function EditLink({ href, what }: { href: string; what: string }) {
  const t = useTranslations("common");
  return (
    <LinkButton href={href} variant="ghost" size="sm" className="-my-1 -me-1.5">
      <Pencil aria-hidden="true" />
      <VisuallyHidden>{t("edit", { what })}</VisuallyHidden>
    </LinkButton>
  );
}
