import type { ReactNode } from "react";

type KnownLoginProps = { label: string; login: string; children?: ReactNode };

/** The login a page speaks of, with a hidden field so that password managers file the password under it. */
export function KnownLogin({ label, login, children }: KnownLoginProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 rounded-control bg-sunken px-3.5 py-2.5">
      <div className="min-w-0">
        <p className="text-muted text-xs">{label}</p>
        <p className="font-medium [overflow-wrap:anywhere]">{login}</p>
      </div>
      {children}
      <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
    </div>
  );
}
