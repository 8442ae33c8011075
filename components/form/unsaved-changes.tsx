"use client";

import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState } from "react";
import { buttonStyle } from "@/components/ui/button-style";
import type { ServerFormApi } from "./use-server-form";

/** Whether a field holds something else than the page began with, typed before the scripts ran or after. */
function isChanged(field: Element): boolean {
  if (field instanceof HTMLSelectElement) {
    const options = [...field.options];
    return (
      field.selectedIndex !==
      Math.max(
        0,
        options.findIndex((option) => option.defaultSelected),
      )
    );
  }
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  if (!(field instanceof HTMLInputElement) || field.type === "hidden") return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  return field.value !== field.defaultValue;
}

const contentOf = (form: HTMLFormElement) =>
  JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value instanceof File ? value.name : value]));

/** Whether a click on a link leads this tab away from the page, other than to a place on it. */
function leadsAway(event: MouseEvent): HTMLAnchorElement | null {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null;
  if (link.target === "_blank" || link.hasAttribute("download") || "discards" in link.dataset) return null;
  const samePage = link.pathname === location.pathname && link.search === location.search;
  return samePage && link.hash ? null : link;
}

/** A way off the page that waits for the answer. */
type Leaving = { go: () => void };

/**
 * Asks before what was typed is lost: by a link on the page and by going back with words of ours, by closing the tab with the
 * browser's. Not for forms of one field or of secrets alone, nor while the form is on its way, nor where nothing differs from what
 * is saved.
 */
export function UnsavedChanges({ form }: { form: ServerFormApi }) {
  const t = useTranslations("common.unsaved");
  const id = useId();
  const [leaving, setLeaving] = useState<Leaving | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const stay = useRef<HTMLButtonElement>(null);
  useGuard(form, setLeaving);
  useEffect(() => {
    if (!leaving) return;
    dialog.current?.showModal();
    stay.current?.focus();
  }, [leaving]);
  if (!leaving) return null;
  const leave = () => {
    dialog.current?.close();
    leaving.go();
  };
  return (
    <dialog
      ref={dialog}
      onClose={() => setLeaving(null)}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      className="modal w-[min(28rem,calc(100vw-2rem))] rounded-card border border-line bg-raised p-5 text-ink shadow-popup"
    >
      <h2 id={`${id}-title`} className="font-semibold text-lg tracking-tight">
        {t("title")}
      </h2>
      <p id={`${id}-text`} className="mt-1.5 text-muted">
        {t("text")}
      </p>
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        <button type="button" onClick={leave} className={buttonStyle("ghost")}>
          {t("leave")}
        </button>
        <button ref={stay} type="button" onClick={() => dialog.current?.close()} className={buttonStyle("primary")}>
          {t("stay")}
        </button>
      </div>
    </dialog>
  );
}

/** Calls `ask` with the way that was taken while something in the form is not saved; it waits for the answer. */
function useGuard(form: ServerFormApi, ask: (leaving: Leaving) => void) {
  const latest = useRef({ form, ask });
  const saved = useRef<string>(undefined);
  useEffect(() => {
    latest.current = { form, ask };
  });
  useEffect(() => {
    const element = latest.current.form.formProps.ref.current;
    if (form.state.status === "success" && element) saved.current = contentOf(element);
  }, [form.state]);
  useEffect(() => {
    const isUnsaved = () => {
      const { formProps, fields, pending, state } = latest.current.form;
      const element = formProps.ref.current;
      if (!element || pending || fields.filter(({ secret }) => !secret).length < 2) return false;
      if (contentOf(element) === saved.current) return false;
      return state.status === "error" || [...element.elements].some(isChanged);
    };
    /** Whether the user agreed to lose it, and has typed nothing since. */
    let leaves = false;
    const ask = (leave: () => void) => {
      const go = () => {
        leaves = true;
        leave();
      };
      latest.current.ask({ go });
    };
    const onClick = (event: MouseEvent) => {
      const link = leadsAway(event);
      if (!link || leaves || !isUnsaved()) return;
      event.preventDefault();
      event.stopPropagation();
      ask(() => link.click());
    };
    // Only where browsers can hold a step in their history (window.navigation), and only while they let us: once for each time
    // something was done on the page. Steps to another document are asked about like closing the tab.
    const onNavigate = (event: NavigateEvent) => {
      const { navigationType, cancelable, destination } = event;
      if (leaves || navigationType !== "traverse" || !cancelable || !isUnsaved()) return;
      event.preventDefault();
      ask(() => void window.navigation.traverseTo(destination.key));
    };
    const onUnload = (event: BeforeUnloadEvent) => {
      // What was typed comes back after the reload.
      const reloads = latest.current.form.state.formError?.code === "NEWER_VERSION";
      if (!leaves && !reloads && isUnsaved()) event.preventDefault();
    };
    const onInput = () => {
      leaves = false;
    };
    // Before Next's own links see the click.
    document.addEventListener("click", onClick, { capture: true });
    document.addEventListener("input", onInput);
    window.addEventListener("beforeunload", onUnload);
    window.navigation?.addEventListener("navigate", onNavigate);
    return () => {
      document.removeEventListener("click", onClick, { capture: true });
      document.removeEventListener("input", onInput);
      window.removeEventListener("beforeunload", onUnload);
      window.navigation?.removeEventListener("navigate", onNavigate);
    };
  }, []);
}
