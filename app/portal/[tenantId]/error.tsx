"use client";

import { SectionError } from "@/components/portal/section-error";

export default function PortalError(props: { error: unknown; retry: () => void }) {
  return <SectionError {...props} />;
}
