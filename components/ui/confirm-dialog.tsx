"use client";

import { type MouseEvent, type ReactNode, useId, useRef } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "./button-style";

type ConfirmDialogProps = {
  /** Text of the button that opens the question. */
  trigger: ReactNode;
  triggerVariant?: ButtonVariant;
  triggerSize?: ButtonSize;
  title: ReactNode;
  description?: ReactNode;
  cancelLabel: string;
  /** The form that does it, with its submit button. */
  children: ReactNode;
};

/**
 * A question before something that cannot be taken back lightly. Without JavaScript the browser opens it as a popover;
 * with it the same dialog is modal: the page behind is out of reach and the focus stays inside.
 */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { trigger, triggerVariant = "secondary", triggerSize, title, description, cancelLabel, children } = props;
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);

  const open = (event: MouseEvent) => {
    if (!dialog.current?.showModal) return;
    event.preventDefault();
    dialog.current.showModal();
  };
  const close = (event: MouseEvent) => {
    if (!dialog.current?.open) return;
    event.preventDefault();
    dialog.current.close();
  };

  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-haspopup="dialog"
        onClick={open}
        className={buttonStyle(triggerVariant, triggerSize)}
      >
        {trigger}
      </button>
      <dialog
        ref={dialog}
        id={id}
        popover="auto"
        aria-labelledby={`${id}-title`}
        aria-describedby={description ? `${id}-description` : undefined}
        className="modal w-[min(30rem,calc(100vw-2rem))] rounded-card border border-line bg-raised p-5 text-ink shadow-popup"
      >
        <h2 id={`${id}-title`} className="font-semibold text-lg tracking-tight">
          {title}
        </h2>
        {description && (
          <div id={`${id}-description`} className="mt-1.5 text-muted">
            {description}
          </div>
        )}
        <div className="mt-5 flex flex-wrap-reverse items-end justify-end gap-2">
          <button
            type="button"
            popoverTarget={id}
            popoverTargetAction="hide"
            onClick={close}
            className={buttonStyle("ghost")}
          >
            {cancelLabel}
          </button>
          {children}
        </div>
      </dialog>
    </>
  );
}
