"use client";

import { SectionError } from "@/components/portal/section-error";

export default function MailboxError(props: { error: unknown; retry: () => void }) {
  return (
    <div className="px-4 py-2 sm:px-6">
      <SectionError {...props} />
    </div>
  );
}
