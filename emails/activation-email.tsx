import { AccountLinkEmail, type AccountLinkEmailProps } from "./account-link-email";

/** J1: the first email a user gets, with the link that activates their account. */
export function ActivationEmail(props: AccountLinkEmailProps) {
  return <AccountLinkEmail {...props} />;
}
