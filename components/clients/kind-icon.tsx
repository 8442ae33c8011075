import { Building2, Handshake, Layers } from "lucide-react";
import { useTranslations } from "next-intl";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { ClientKind } from "@/lib/vocabulary";

const ICONS = { customer: Building2, partner: Handshake, unit: Layers } as const;

/** What a client is, as a sign and in words for those who do not see it. */
export function KindIcon({ kind }: { kind: ClientKind }) {
  const kinds = useTranslations("tenantKinds");
  const Icon = ICONS[kind];
  return (
    <span className="mt-1 shrink-0 text-muted" title={kinds(kind)}>
      <Icon aria-hidden="true" className="size-4.5" />
      <VisuallyHidden>{kinds(kind)}:</VisuallyHidden>
    </span>
  );
}
