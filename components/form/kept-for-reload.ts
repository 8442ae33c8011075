import { SECRET_FIELD } from "@/lib/form/model";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Of each page and each form on it, told by its fields: another version of the form gets nothing. */
const keyOf = (form: HTMLFormElement) =>
  `backstay.reload ${location.pathname}${location.search} ${controlsOf(form).map(({ name, type }) => `${name}:${type}`)}`;

/** What users fill in: neither hidden fields, which are the page's own, nor secrets and files. */
function controlsOf(form: HTMLFormElement): Control[] {
  return [...form.elements]
    .filter(
      (element): element is Control =>
        (element instanceof HTMLInputElement && !["hidden", "file", "submit", "button"].includes(element.type)) ||
        element instanceof HTMLSelectElement ||
        element instanceof HTMLTextAreaElement,
    )
    .filter(({ name }) => name !== "" && !SECRET_FIELD.test(name));
}

const isTicked = (control: Control): control is HTMLInputElement =>
  control instanceof HTMLInputElement && ["checkbox", "radio"].includes(control.type);

/** A control as one text; of those with several boxes each has its own. */
const stateOf = (control: Control) => (isTicked(control) ? `${control.value} ${control.checked}` : control.value);

/** What a form holds, to be told later from what was typed. */
export function contentsOf(form: HTMLFormElement): string[] {
  return controlsOf(form).map(stateOf);
}

/** Keeps in this tab what was filled in since the form held `initial`, for the page as it comes back after a reload. */
export function keepForReload(form: HTMLFormElement, initial: readonly string[]): void {
  const states = controlsOf(form).map(stateOf);
  const kept = states.map((state, index) => (state === initial[index] ? null : state));
  try {
    if (kept.some((state) => state !== null)) sessionStorage.setItem(keyOf(form), JSON.stringify(kept));
  } catch {
    // Full or switched off: the page says to reload all the same.
  }
}

/** Fills in what was kept for this form, once. @returns whether there was anything. */
export function restoreAfterReload(form: HTMLFormElement): boolean {
  const kept = takeKept(keyOf(form));
  const controls = controlsOf(form);
  if (kept?.length !== controls.length) return false;
  for (const [index, state] of kept.entries()) {
    const control = controls[index];
    if (state === null || !control || stateOf(control) === state) continue;
    if (isTicked(control)) {
      // A radio button that was picked first unpicks the others.
      if (control.type === "checkbox" || state.endsWith(" true")) control.click();
    } else fillIn(control, state);
  }
  return true;
}

function takeKept(key: string): (string | null)[] | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? "null");
    sessionStorage.removeItem(key);
    return Array.isArray(kept) ? kept.map((state) => (typeof state === "string" ? state : null)) : null;
  } catch {
    return null;
  }
}

/** As typing does it: past React's own setter, and with the event that it listens to. */
function fillIn(control: Control, value: string): void {
  const setter = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), "value")?.set;
  setter?.call(control, value);
  control.dispatchEvent(new Event("input", { bubbles: true }));
  control.dispatchEvent(new Event("change", { bubbles: true }));
}
