import { MESSAGE_FILES } from "@/lib/i18n/message-files";

type Tree = { [key: string]: string | Tree };

/**
 * What reads alike in English and is something else, so that other languages, or a later English, can say it otherwise.
 * Everything else that is under two keys is one text: give it one key, in `common`, `fields`, `list` or `actions`.
 */
const APART: Record<string, readonly string[]> = {
  "an email's sender, and the beginning of a period": ["fields.from", "mailbox.from"],
  "an email's recipient, and the end of a period": ["fields.recipient", "fields.to"],
  "a page's title, and what an email asks for": ["activation.title", "emails.activation.title"],
  "the same of a new address": ["confirmEmail.title", "emails.emailChange.title"],
  "the same of a new password": ["passwordReset.title", "emails.security.button"],
  "a button, and an email's name": ["activation.submit", "emailNames.activation"],
  "a page's button, and an email's": ["confirmEmail.submit", "emails.emailChange.button", "emailNames.email_change"],
  "the same of a password": ["account.password.submit", "emails.passwordReset.button", "emailNames.password_reset"],
  "a state, and the email that tells it": ["account.setUp.alreadyOnTitle", "emails.security.twoFactorOn.title"],
  "a level, and the email about it (1)": ["quotas.levels.almost", "emailNames.quota_almost_reached"],
  "a level, and the email about it (2)": ["quotas.levels.reached", "emailNames.quota_reached"],
  "a level, and the email about it (3)": ["quotas.levels.exceeded", "emailNames.quota_exceeded"],
  "an event, and the email about it (1)": ["audit.events.user.change_password", "emailNames.password_changed"],
  "an event, and the email about it (2)": ["audit.events.user.reset_two_factor", "emailNames.two_factor_reset"],
  "an email's title, and its name": ["emails.security.newBrowser.title", "emailNames.new_browser"],
  "the codes, and the email about them": ["account.recovery.newTitle", "emailNames.recovery_codes_renewed"],
  "a choice that goes to the browser, and an email's name": ["notifications.daily_recap", "emailNames.daily_recap"],
  "a group of suggestions that goes to the browser, and a title": ["search.users", "users.title"],
  "a figure, and a step of the wizard": ["fields.storage", "clients.create.steps.quota.title"],
  "a role, and a step of the wizard": ["roles.protection_admin", "clients.create.steps.administrator.title"],
  "a role, and anybody with an account": ["roles.backup_user", "fields.user"],
  "a role of each service": ["roles.readonly_admin", "roles.protection_ro_admin"],
  "a company below a customer, and a unit of measure": ["tenantKinds.unit", "quotaForm.unit"],
  "the next page, and the next step": ["list.nextPage", "clients.create.next"],
  "a line, and a text of the agreement": ["list.new", "agreement.draft.states.new"],
  "a noun, and a verb": ["list.filter", "audit.filter.submit"],
  "a noun, a verb, and a verb that goes to the browser": ["fields.search", "list.search", "search.placeholder"],
  "what is shown, and the button that shows it": ["fields.show", "unsentEmails.filter.submit"],
  "the button, and its confirmation, of which the twin differs": [
    "settings.twoFactor.release.label",
    "settings.twoFactor.release.submit",
  ],
  "a button, and the title of the page it leads to": ["userImport.form.submit", "userImport.preview.title"],
  "a link, and the title of what is shown": ["actions.preview", "branding.preview.title"],
  "lines, and emails: other words in Japanese": ["audit.nextPage", "mailbox.older"],
  "a moment, and a day: other words in Japanese": ["audit.columns.date", "mailbox.date"],
  "a record, and an email: other words in Portuguese": ["fields.created", "fields.emailCreated"],
  "an address, and a message": ["fields.email", "audit.objects.email"],
  "a message, and a way to look at it": ["fields.message", "mailbox.html"],
  "since when, and what happened": ["account.sessions.since", "audit.events.session.create"],
  "to end another session, and one's own": ["account.sessions.signOut", "portal.signOut"],
  "a session of somebody, and one's own": ["users.sessions.notices.one", "account.sessions.signedOut"],
  "two emails, each with its own preview": ["emails.quota.almostReached.preview", "emails.quota.reached.preview"],
  "a title, and a badge": ["agreement.inForce.title", "agreement.history.inForce"],
};

const flat = (tree: Tree, prefix = ""): [key: string, text: string][] =>
  Object.entries(tree).flatMap(([name, value]) =>
    typeof value === "string" ? [[prefix + name, value]] : flat(value, `${prefix}${name}.`),
  );

test("a text is under one key, except those that only look the same", async () => {
  const keysOf = new Map<string, string[]>();
  for (const [key, text] of flat((await MESSAGE_FILES.en()).default)) {
    keysOf.set(text, [...(keysOf.get(text) ?? []), key]);
  }
  const groups = (lists: Iterable<readonly string[]>) => [...lists].map((keys) => [...keys].sort().join(" = ")).sort();
  const found = [...keysOf.values()].filter((keys) => keys.length > 1);
  expect(groups(found)).toEqual(groups(Object.values(APART)));
});
