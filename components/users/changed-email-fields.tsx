"use client";

import type { ServerFormApi } from "@/components/form/use-server-form";
import { Checkbox } from "@/components/ui/checkbox";
import { TextField } from "@/components/ui/text-field";

type ChangedEmailFieldsProps = {
  form: ServerFormApi;
  user: { loginIsEmail: boolean };
  words: Record<"email" | "hint" | "loginStays" | "useEmailAsLogin" | "useEmailAsLoginHint", string>;
  defaultEmail?: string;
  autoComplete: "off" | "email";
};

/**
 * A change of address and its effect on the login: if that is the address, it changes too unless the box is cleared.
 */
export function ChangedEmailFields({ form, user, words, defaultEmail, autoComplete }: ChangedEmailFieldsProps) {
  const email = form.field("email", words.email, { defaultValue: defaultEmail });
  const hint = user.loginIsEmail ? words.hint : `${words.hint} ${words.loginStays}`;
  return (
    <div className="flex flex-col gap-3">
      <TextField
        {...email}
        hint={hint}
        type="email"
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        required
      />
      {user.loginIsEmail && (
        <Checkbox {...form.checkbox("useEmailAsLogin", words.useEmailAsLogin, true)} hint={words.useEmailAsLoginHint} />
      )}
    </div>
  );
}
