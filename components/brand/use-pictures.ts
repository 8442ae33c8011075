"use client";

import { useEffect, useRef, useState } from "react";
import { isWordmark, type LogoVariant } from "@/lib/brand/model";
import type { Picture } from "./previewed-brand";

const VARIANTS: Record<string, LogoVariant> = { logo: "light", darkLogo: "dark" };

/** The pictures that were chosen in the form and are not on the server yet. What no browser can show is left to the server to refuse. */
export function usePictures() {
  const [chosen, setChosen] = useState<Partial<Record<LogoVariant, Picture>>>({});
  const addresses = useRef<string[]>([]);

  useEffect(() => {
    const made = addresses.current;
    return () => {
      for (const address of made) URL.revokeObjectURL(address);
    };
  }, []);

  async function choose({ name, files }: HTMLInputElement): Promise<void> {
    const variant = VARIANTS[name];
    if (!variant) return;
    const file = files?.[0];
    const picture = file && (await shownAs(file));
    if (picture) addresses.current.push(picture.src);
    setChosen(({ [variant]: _before, ...others }) => (picture ? { ...others, [variant]: picture } : others));
  }

  return { chosen, choose };
}

async function shownAs(file: File): Promise<Picture | undefined> {
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (!bitmap) return undefined;
  const { width, height } = bitmap;
  bitmap.close();
  return { src: URL.createObjectURL(file), wordmark: isWordmark({ width, height }) };
}
