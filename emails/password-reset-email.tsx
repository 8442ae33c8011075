import { AccountLinkEmail, type AccountLinkEmailProps } from "./account-link-email";

/** J4: the link to choose a new password. */
export function PasswordResetEmail(props: AccountLinkEmailProps) {
  return <AccountLinkEmail {...props} />;
}
