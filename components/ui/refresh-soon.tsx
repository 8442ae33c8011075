"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const AFTER_SECONDS = [1, 3, 6, 12, 24];

/** Refreshes the page a few times, at growing intervals, for something on it that is about to change. */
export function RefreshSoon() {
  const router = useRouter();
  useEffect(() => {
    const timers = AFTER_SECONDS.map((seconds) => setTimeout(() => router.refresh(), seconds * 1000));
    return () => timers.forEach(clearTimeout);
  }, [router]);
  return null;
}
