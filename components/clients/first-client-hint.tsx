import { Building2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { ClientKind } from "@/lib/vocabulary";

type FirstClientHintProps = {
  tenant: { id: number; name: string };
  /** What the list is called here. */
  look: "clients" | "units";
  /** What the reader may create, the usual first. */
  kinds: readonly ClientKind[];
};

/** Where the list would be: what to do first. */
export function FirstClientHint({ tenant, look, kinds }: FirstClientHintProps) {
  const t = useTranslations(`clients.empty.${look}`);
  const create = useTranslations("clients.create.title");
  const [first, ...others] = kinds;
  const path = (kind: ClientKind) => `/portal/${tenant.id}/clients/new?kind=${kind}`;
  const actions = first && (
    <>
      <LinkButton href={path(first)}>{create(first)}</LinkButton>
      {others.map((kind) => (
        <LinkButton key={kind} href={path(kind)} variant="secondary">
          {create(kind)}
        </LinkButton>
      ))}
    </>
  );
  return (
    <EmptyState icon={<Building2 />} title={t("title", { tenant: tenant.name })} action={actions}>
      <p>{t("text")}</p>
    </EmptyState>
  );
}
