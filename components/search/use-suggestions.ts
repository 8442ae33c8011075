"use client";

import { useEffect, useState } from "react";
import type { SearchArea, SearchHits } from "@/lib/search/model";

/** Long enough not to send a request for every letter, short enough that no one notices. */
const PAUSE_MS = 180;
const SHORTEST = 2;

/** The first hits of what is being typed; null before there are any. Outdated requests are aborted. */
export function useSuggestions(address: string, area: SearchArea, typed: string): SearchHits | null {
  const [hits, setHits] = useState<SearchHits | null>(null);
  const search = typed.trim();
  useEffect(() => {
    if (search.length < SHORTEST) {
      setHits(null);
      return;
    }
    const asked = new AbortController();
    const timer = setTimeout(async () => {
      const query = new URLSearchParams({ q: search, ...(area === "tenants" && { in: area }) });
      try {
        const answer = await fetch(`${address}?${query}`, { signal: asked.signal });
        // Without suggestions the form still works, and says what is wrong.
        setHits(answer.ok ? ((await answer.json()) as SearchHits) : null);
      } catch {
        if (!asked.signal.aborted) setHits(null);
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      asked.abort();
    };
  }, [address, area, search]);
  return hits;
}
