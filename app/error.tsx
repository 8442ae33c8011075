"use client";

import { UnexpectedError } from "@/components/auth/unexpected-error";

export default function ErrorPage(props: { error: unknown; retry: () => void }) {
  return <UnexpectedError {...props} />;
}
