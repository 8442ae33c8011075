"use client";

import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { PasswordField } from "@/components/ui/password-field";

type CurrentPasswordFieldProps = Omit<ComponentProps<typeof PasswordField>, "showLabel" | "hideLabel"> & {
  login: string;
};

/** Asks for the current password. The hidden login tells password managers whose it is. */
export function CurrentPasswordField({ login, ...field }: CurrentPasswordFieldProps) {
  const common = useTranslations("common");
  return (
    <>
      <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
      <PasswordField
        {...field}
        showLabel={common("showPassword")}
        hideLabel={common("hidePassword")}
        autoComplete="current-password"
        required
      />
    </>
  );
}
