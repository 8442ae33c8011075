"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

/** Where a followed link is gone with its page, the focus goes to the content of the new one instead of nowhere. */
export function FocusAfterNavigation({ id }: { id: string }) {
  const pathname = usePathname();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    if (document.activeElement === document.body) document.getElementById(id)?.focus({ preventScroll: true });
  }, [pathname, id]);
  return null;
}
