import { Compass } from "lucide-react";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { ClientKind } from "@/lib/vocabulary";

type Creation = ClientKind | "user";

type FirstStepsProps = {
  tenant: { id: number; name: string };
  /** What the reader may create here, the usual first. */
  creations: readonly Creation[];
};

/** In a company that is new: what to do first. */
export function FirstSteps({ tenant, creations }: FirstStepsProps) {
  const t = useTranslations("overview.first");
  const [first] = creations;
  const path = (kind: Creation) => (kind === "user" ? "users/new" : `clients/new?kind=${kind}`);
  const actions = creations.map((kind) => (
    <LinkButton
      key={kind}
      href={`/portal/${tenant.id}/${path(kind)}`}
      variant={kind === first ? "primary" : "secondary"}
    >
      {t("create", { kind })}
    </LinkButton>
  ));
  return (
    <EmptyState icon={<Compass />} title={t("title", { tenant: tenant.name })} action={first && actions}>
      <p>{t(first ? `text.${first}` : "textReadOnly")}</p>
    </EmptyState>
  );
}
