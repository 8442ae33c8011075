"use client";

import { lazy, Suspense } from "react";
import { SectionError } from "@/components/portal/section-error";

// Every page carries this file, and few ever show it: its frame comes when it is needed, and what it says even when that fails.
const UnexpectedError = lazy(() =>
  import("@/components/auth/unexpected-error").then(
    (loaded) => ({ default: loaded.UnexpectedError }),
    () => ({ default: SectionError }),
  ),
);

export default function ErrorPage(props: { error: unknown; retry: () => void }) {
  return (
    <Suspense>
      <UnexpectedError {...props} />
    </Suspense>
  );
}
