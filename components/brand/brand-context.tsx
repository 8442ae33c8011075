"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Brand } from "@/lib/brand/schema";

const BrandContext = createContext<Brand | null>(null);

/** Tells everything below how the page presents itself; null for Backstay's own look. */
export function BrandProvider({ brand, children }: { brand: Brand | null; children: ReactNode }) {
  return <BrandContext value={brand}>{children}</BrandContext>;
}

/** The brand of the page; null for Backstay's own look, also where no provider is above: when the root layout itself failed. */
export function useBrand(): Brand | null {
  return useContext(BrandContext);
}
