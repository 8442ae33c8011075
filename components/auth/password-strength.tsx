"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useHydrated } from "@/components/ui/use-hydrated";
import type { StrengthLevel } from "./estimate-strength";

const LOOKS: Record<StrengthLevel, { bars: number; fill: string; text: string }> = {
  weak: { bars: 1, fill: "bg-danger", text: "text-danger" },
  medium: { bars: 2, fill: "bg-warning", text: "text-warning" },
  strong: { bars: 3, fill: "bg-success", text: "text-success" },
};

type PasswordStrengthProps = {
  password: string;
  /** Names and logins, which must not carry a password. */
  extraWords: readonly string[];
};

/** How hard the password is to guess, while it is typed. Not rendered without JavaScript: the server judges again anyway. */
export function PasswordStrength({ password, extraWords }: PasswordStrengthProps) {
  const t = useTranslations("common");
  const hydrated = useHydrated();
  const [level, setLevel] = useState<StrengthLevel>();
  const words = extraWords.join("\n");

  useEffect(() => {
    let current = true;
    // The pause keeps screen readers from announcing every key.
    const timer = setTimeout(async () => {
      if (!password) return setLevel(undefined);
      try {
        const { estimateStrength } = await import("./estimate-strength");
        if (current) setLevel(estimateStrength(password, words.split("\n")));
      } catch {
        // The word lists did not load: no meter, and the server still judges the password.
        if (current) setLevel(undefined);
      }
    }, 150);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [password, words]);

  if (!hydrated) return null;
  const shown = password ? level : undefined;
  const look = shown && LOOKS[shown];
  return (
    <div className="flex flex-col gap-1.5">
      <div aria-hidden="true" className="grid grid-cols-3 gap-1">
        {[1, 2, 3].map((bar) => (
          <span
            key={bar}
            className={`h-1.5 rounded-full transition-colors ${look && bar <= look.bars ? look.fill : "bg-sunken"}`}
          />
        ))}
      </div>
      <p aria-live="polite" className="min-h-5 text-muted text-sm">
        {shown && look && (
          <>
            {t("passwordStrength")} <strong className={look.text}>{t(`passwordLevel.${shown}`)}</strong>.{" "}
            {t(`passwordAdvice.${shown}`)}
          </>
        )}
      </p>
    </div>
  );
}
