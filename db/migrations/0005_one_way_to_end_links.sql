-- end_links() takes a purpose, and what canceling a change of address means stands in lib/users/email-change.ts.
DROP FUNCTION IF EXISTS cancel_email_change(bigint);--> statement-breakpoint
DROP FUNCTION IF EXISTS end_links(bigint);
