"use client";

import { useSyncExternalStore } from "react";

const subscribe = () => () => {};

/** What a form says of the browser's time zone; nothing without JavaScript. */
export function BrowserTimeZone() {
  const timeZone = useSyncExternalStore(
    subscribe,
    () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => "",
  );
  return <input type="hidden" name="timeZone" value={timeZone} />;
}
