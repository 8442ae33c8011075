"use client";

import { CircleAlert } from "lucide-react";
import type { MouseEvent, ReactNode } from "react";
import { FocusOnMount } from "./focus-on-mount";

type ErrorSummaryProps = {
  title: ReactNode;
  /** `fieldId` makes the entry a link that puts the cursor into the field. */
  errors?: readonly { fieldId?: string; text: string }[];
  /** A way on, below them. */
  children?: ReactNode;
};

/** Stays a plain link without JavaScript; with it the focus goes to the field and the address stays as it is. */
function goToField(event: MouseEvent<HTMLAnchorElement>, fieldId: string) {
  const field = document.getElementById(fieldId);
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.scrollIntoView?.({ block: "center" });
}

/** What is wrong with a form, at its top. Takes the focus when it appears; give it a new `key` to make it do so again. */
export function ErrorSummary({ title, errors = [], children }: ErrorSummaryProps) {
  return (
    <FocusOnMount
      role="alert"
      className="flex gap-3 rounded-control border border-danger border-s-4 bg-danger-soft px-3.5 py-3"
    >
      <CircleAlert aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-danger" />
      <div className="min-w-0">
        <p className="font-medium">{title}</p>
        {errors.length > 0 && (
          <ul className="mt-1 flex flex-col gap-0.5 text-sm">
            {errors.map(({ fieldId, text }) => (
              <li key={`${fieldId} ${text}`}>
                {fieldId ? (
                  <a
                    href={`#${fieldId}`}
                    onClick={(event) => goToField(event, fieldId)}
                    className="inline-block py-0.5 text-danger underline underline-offset-2 hover:no-underline"
                  >
                    {text}
                  </a>
                ) : (
                  text
                )}
              </li>
            ))}
          </ul>
        )}
        {children}
      </div>
    </FocusOnMount>
  );
}
