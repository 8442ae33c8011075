"use client";

import { type SyntheticEvent, useState } from "react";
import { useServerForm } from "@/components/form/use-server-form";
import { Card } from "@/components/ui/card";
import { parseColor } from "@/lib/brand/accent";
import { BRAND_LINKS, type BrandTexts, type Logo, type LogoVariant } from "@/lib/brand/model";
import type { FormAction } from "@/lib/form/model";
import { BrandForm } from "./brand-form";
import { BrandPreview } from "./brand-preview";
import { type PreviewedBrand, savedBrand } from "./previewed-brand";
import { usePictures } from "./use-pictures";

const schema = () => import("@/lib/brand/schema").then((schemas) => schemas.brandSchema);

type BrandEditorProps = {
  action: FormAction;
  tenantId: number;
  version: string;
  texts: BrandTexts | null;
  logos: Partial<Record<LogoVariant, Logo>>;
};

/** The form of a brand, and beside it what it will look like; without JavaScript, what it looks like now. */
export function BrandEditor({ action, ...brand }: BrandEditorProps) {
  const form = useServerForm({ action, schema });
  const pictures = usePictures();
  const [draft, setDraft] = useState<PreviewedBrand>(() => savedBrand(brand.texts, brand.logos));

  function look(event: SyntheticEvent<HTMLDivElement>) {
    const element = event.currentTarget.querySelector("form");
    if (element) setDraft(draftOf(new FormData(element), brand.logos));
    const { target } = event;
    if (target instanceof HTMLInputElement && target.type === "file") void pictures.choose(target);
  }

  const shown = { ...draft, pictures: { ...draft.pictures, ...pictures.chosen } };
  return (
    <div onInput={look} className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <Card>
        <BrandForm form={form} {...brand} />
      </Card>
      <div className="xl:sticky xl:top-5">
        <BrandPreview brand={shown} savedAccent={brand.texts?.accent ?? null} />
      </div>
    </div>
  );
}

/** What the form would save, as far as it can be shown: a color that is half typed counts as none yet. */
function draftOf(data: FormData, logos: BrandEditorProps["logos"]): PreviewedBrand {
  const text = (name: string) => String(data.get(name) ?? "").trim();
  const kept = savedBrand(null, {
    ...(logos.light && !data.has("removeLogo") && { light: logos.light }),
    ...(logos.dark && !data.has("removeDarkLogo") && { dark: logos.dark }),
  });
  return {
    ...kept,
    productName: text("productName"),
    accent: text("accent") === "" ? null : parseColor(text("accent")),
    links: BRAND_LINKS.filter((name) => text(name) !== ""),
  };
}
