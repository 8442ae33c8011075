import { AccountLinkEmail, type AccountLinkEmailProps } from "./account-link-email";

/** To a new address: the link that confirms it. */
export function EmailChangeEmail(props: AccountLinkEmailProps) {
  return <AccountLinkEmail {...props} />;
}
