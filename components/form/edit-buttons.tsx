"use client";

import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";

/** "Save", and the way back without saving. */
export function EditButtons({ pending, backHref }: { pending: boolean; backHref: string }) {
  const t = useTranslations("common");
  return (
    <div className="flex flex-wrap gap-2 border-line border-t pt-5">
      <SubmitButton pending={pending}>{t("save")}</SubmitButton>
      <LinkButton href={backHref} variant="ghost">
        {t("cancel")}
      </LinkButton>
    </div>
  );
}
