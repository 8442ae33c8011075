"use client";

import { lazy, Suspense } from "react";
import { PlainError } from "@/components/auth/plain-error";

// Every page carries this file, and few ever show it: its frame comes when it is needed, and what it says even when that fails.
const UnexpectedError = lazy(() =>
  import("@/components/auth/unexpected-error").then(
    (loaded) => ({ default: loaded.UnexpectedError }),
    () => ({ default: PlainError }),
  ),
);

export default function ErrorPage(props: { error: unknown; retry: () => void }) {
  return (
    <Suspense>
      <UnexpectedError {...props} />
    </Suspense>
  );
}
