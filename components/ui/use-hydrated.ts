"use client";

import { useSyncExternalStore } from "react";

const subscribe = () => () => {};

/** False in server-rendered markup, true once JavaScript runs: for controls that would be dead without it. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
}
