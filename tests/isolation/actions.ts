import { tokenToString } from "@/lib/auth/tokens";
import type { TenantKind } from "@/lib/vocabulary";
import { type Part, type Person, PROVIDER_HOST, type Target, type TenantState } from "./world";

/*
 * What every server action of the build takes, and who may use it. To add one: a line here, named as the failing test names
 * it. docs/architecture.md, "Tests", says more.
 */

export type ActionEntry = {
  /**
   * `administrator` of the tenant or above it; `oneself`: every user, about their own account; `anybody`, signed in or
   * not.
   */
  by: "administrator" | "oneself" | "anybody";
  /** What it is tried on: users in this state are those it would do something to. */
  on: Part;
  /** For what happens to a whole tenant: the state in which it would. Who may is then an administrator above it. */
  onTenant?: TenantState;
  /** Kinds of tenants that it is about; customers when left out. */
  kinds?: readonly TenantKind[];
  /** The posted form. What it takes from the target is what the tests exchange for things out of reach. */
  fields(target: Target, me: Person): Record<string, string>;
  /** What it takes belongs to one person alone: it is tried by that person. */
  mine?: true;
  /** What the page binds to the action before the form. */
  bound?(target: Target): string[];
  takesForm?: false;
  /** For `oneself`: it takes a code of the user's app first, so here it changes nothing. */
  asksForCode?: true;
  /** For `anybody`: tables in which it leaves rows even when it does nothing for the user. */
  leaves?: string[];
  /** For what belongs to the provider alone: who may is an administrator of the first tenant. */
  atTheTop?: true;
  /** How far an administrator gets where going on would change what everyone else can do: the refusal that follows. */
  stopsAt?: string;
  /** For `anybody`: the step before, which gives the browser a cookie. */
  after?: string;
};

/** The password of every user in the world (tests/support/factories.ts). */
const PASSWORD = "correct horse battery staple";
const NEW_PASSWORD = "Seven gray herons 88 lift";

/** What a form was opened on that shows a row as the world stored it (lib/form/version.ts). */
const version = "1.AAAAAAAAAAAAAAAA";

const user = ({ tenantId, userId }: Target) => ({ tenantId, userId });
const onUser = (on: Part): ActionEntry => ({ by: "administrator", on, fields: user });
const onTenant = (state: TenantState, fields: ActionEntry["fields"] = () => ({})): ActionEntry => ({
  by: "administrator",
  on: "active",
  onTenant: state,
  fields: (target, me) => ({ tenantId: target.tenantId, ...fields(target, me) }),
});
const oneself = (fields: ActionEntry["fields"] = () => ({}), asksForCode?: true): ActionEntry => ({
  by: "oneself",
  on: "admin",
  fields,
  asksForCode,
});

const USERS = "app/portal/[tenantId]/users/actions.ts";
const BATCH = "app/portal/[tenantId]/users/batch/actions.ts";
const IMPORT = "app/portal/[tenantId]/users/import/actions.ts";
const ACCOUNT = "app/account/actions.ts";
const LOGIN = "app/(auth)/login/actions.ts";
const EDIT = "app/portal/[tenantId]/users/[userId]/edit/actions.ts";
const GENERAL = "app/portal/[tenantId]/settings/general/actions.ts";
const START = "app/(start)/actions.ts";
const SET_UP = "app/(start)/set-up-two-factor/actions.ts";

const AGREEMENT = "app/portal/[tenantId]/settings/license-agreement/actions.ts";
const onAgreement = (fields: Record<string, string> = {}): ActionEntry => ({
  by: "administrator",
  on: "admin",
  atTheTop: true,
  fields: ({ tenantId }) => ({ tenantId, ...fields }),
});
const BRANDING = "app/portal/[tenantId]/settings/branding/actions.ts";
const QUOTA = "app/portal/[tenantId]/settings/quota/actions.ts";

export const ACTIONS: Record<string, ActionEntry> = {
  "app/portal/[tenantId]/clients/actions.ts#createClientAction": {
    by: "administrator",
    on: "active",
    // What a customer can hold: the one place where it must succeed is a customer.
    fields: ({ tenantId }) => ({
      tenantId,
      submission: "0b6e9c5e-6d0f-4c4e-9d0e-1f2a3b4c5d6e",
      kind: "unit",
      name: "A new unit",
      language: "en",
      email: "somebody-else@elsewhere.example",
      useEmailAsLogin: "on",
      administratorLanguage: "en",
    }),
  },
  [`${USERS}#createUserAction`]: {
    by: "administrator",
    on: "active",
    fields: ({ tenantId }) => ({
      tenantId,
      email: "somebody-new@elsewhere.example",
      useEmailAsLogin: "on",
      language: "en",
      access: "administrator",
    }),
  },
  [`${USERS}#resendActivationAction`]: onUser("notActivated"),
  [`${USERS}#resetPasswordAction`]: onUser("active"),
  [`${USERS}#resetTwoFactorAction`]: onUser("active"),
  [`${USERS}#disableUserAction`]: onUser("active"),
  [`${USERS}#enableUserAction`]: onUser("disabled"),
  [`${USERS}#recoverUserAction`]: onUser("deleted"),
  [`${USERS}#removeUserAction`]: onUser("deleted"),
  [`${USERS}#deleteUserAction`]: {
    ...onUser("disabled"),
    fields: (target) => ({ ...user(target), login: target.login }),
  },
  [`${USERS}#sendEmailAgainAction`]: {
    ...onUser("notActivated"),
    fields: (target) => ({ ...user(target), emailId: target.emailId }),
  },

  "app/portal/[tenantId]/overview/emails/actions.ts#sendListedEmailAgainAction": {
    // Others than for sendEmailAgainAction: emails to a user are counted, refused or not.
    ...onUser("disabled"),
    fields: (target) => ({
      ...user(target),
      emailId: target.emailId,
      listId: target.tenantId,
      status: "failed",
    }),
  },

  [`${IMPORT}#checkImportAction`]: {
    by: "administrator",
    on: "active",
    fields: ({ tenantId }) => ({ tenantId, text: "email,role\nimported@elsewhere.example,readonly_admin" }),
  },
  [`${IMPORT}#importUsersAction`]: {
    by: "administrator",
    on: "active",
    mine: true,
    fields: ({ tenantId, importId }) => ({ tenantId, importId }),
  },
  [`${BATCH}#selectUsersAction`]: {
    ...onUser("active"),
    fields: ({ tenantId, userId }) => ({ tenantId, action: "disable", whom: "selected", [`user-${userId}`]: "on" }),
  },
  [`${BATCH}#startBatchAction`]: {
    by: "administrator",
    on: "active",
    mine: true,
    // Its only user is the one who starts it, and is skipped: no job goes on after the test.
    fields: ({ tenantId, batchId }) => ({ tenantId, batchId }),
  },
  [`${USERS}#endUserSessionAction`]: {
    ...onUser("active"),
    fields: (target) => ({ ...user(target), sessionId: target.sessionId }),
  },
  [`${USERS}#endUserSessionsAction`]: onUser("active"),
  [`${USERS}#resetTrustedBrowsersAction`]: onUser("active"),
  "app/portal/[tenantId]/settings/security/actions.ts#requireTwoFactorAction": {
    by: "administrator",
    on: "active",
    fields: ({ tenantId }) => ({ tenantId, required: "true" }),
  },

  [`${EDIT}#updateGeneralAction`]: {
    ...onUser("active"),
    fields: (target) => ({
      ...user(target),
      version,
      email: "moved@elsewhere.example",
      firstName: "Other",
      language: "en",
    }),
  },
  [`${EDIT}#updateRolesAction`]: {
    ...onUser("active"),
    fields: (target) => ({ ...user(target), version, portalRole: "readonly_admin", backupRole: "backup_user" }),
  },
  [`${EDIT}#updateSettingsAction`]: { ...onUser("active"), fields: (target) => ({ ...user(target), version }) },
  [`${EDIT}#resendEmailChangeAction`]: onUser("moving"),
  [`${EDIT}#cancelEmailChangeAction`]: onUser("moving"),

  [`${GENERAL}#startProductionAction`]: onTenant("trial"),
  [`${GENERAL}#startSelfManagementAction`]: onTenant("open"),
  [`${GENERAL}#disableTenantAction`]: onTenant("open"),
  [`${GENERAL}#enableTenantAction`]: onTenant("disabled"),
  [`${GENERAL}#moveTenantAction`]: onTenant("open", (_target, me) => ({ targetId: String(me.tenant.id) })),
  [`${GENERAL}#deleteTenantAction`]: onTenant("disabled", ({ tenantName }) => ({ name: tenantName })),
  [`${GENERAL}#startOwnSelfManagementAction`]: onTenant("open"),
  [`${GENERAL}#endSelfManagementAction`]: onTenant("closed"),
  [`${GENERAL}#updateTenantAction`]: onTenant("open", () => ({ version, name: "Renamed", language: "de" })),
  // Before those that change the host name or take it away.
  [`${BRANDING}#checkHostAction`]: {
    by: "administrator",
    on: "active",
    kinds: ["partner"],
    // No name server is there to ask.
    stopsAt: "HOST_DNS",
    fields: ({ tenantId }) => ({ tenantId }),
  },
  [`${BRANDING}#confirmHostAction`]: {
    by: "administrator",
    on: "admin",
    atTheTop: true,
    fields: ({ tenantId }) => ({ tenantId, hostName: PROVIDER_HOST }),
  },
  [`${BRANDING}#saveBrandAction`]: {
    by: "administrator",
    on: "active",
    kinds: ["partner"],
    fields: ({ tenantId }) => ({ tenantId, version, productName: "Renamed", accent: "#8a1c5c" }),
  },
  [`${BRANDING}#restoreBrandAction`]: {
    by: "administrator",
    on: "active",
    kinds: ["partner"],
    fields: ({ tenantId }) => ({ tenantId }),
  },
  [`${QUOTA}#changeQuotaAction`]: onTenant("open", () => ({ version: "1", unlimited: "on" })),
  [`${QUOTA}#setNoticeThresholdAction`]: {
    by: "administrator",
    on: "active",
    fields: ({ tenantId }) => ({ tenantId, noticePercent: "55" }),
  },
  // Discarding needs what is started before it; publishing would ask everyone again in the middle of the tests.
  [`${AGREEMENT}#startDraftAction`]: onAgreement(),
  [`${AGREEMENT}#saveTextAction`]: onAgreement({ language: "de", version: "0.x", title: "Vereinbarung", body: "Text" }),
  [`${AGREEMENT}#removeTextAction`]: onAgreement({ language: "de" }),
  [`${AGREEMENT}#publishEulaAction`]: {
    ...onAgreement({ draft: "seen.elsewhere", version: "2", note: "" }),
    stopsAt: "EULA_DRAFT_CHANGED",
  },
  [`${AGREEMENT}#discardDraftAction`]: onAgreement(),
  "app/portal/[tenantId]/clients/[clientId]/recover/actions.ts#recoverTenantAction": onTenant(
    "deleted",
    ({ tenantName }) => ({ name: tenantName }),
  ),
  "app/portal/[tenantId]/clients/[clientId]/recover/actions.ts#removeTenantAction": onTenant("deleted"),

  [`${ACCOUNT}#submitNotifications`]: oneself(() => ({ version })),
  [`${ACCOUNT}#submitOwnEmail`]: oneself(() => ({ currentPassword: PASSWORD, email: "mine@elsewhere.example" })),
  [`${ACCOUNT}#submitResendEmail`]: { ...oneself(), on: "moving" },
  [`${ACCOUNT}#submitCancelEmail`]: { ...oneself(), on: "moving" },
  [`${ACCOUNT}#submitProfile`]: oneself(() => ({ version, firstName: "Other", lastName: "Name", language: "en" })),
  [`${ACCOUNT}#submitNewPassword`]: oneself(() => ({
    currentPassword: PASSWORD,
    password: NEW_PASSWORD,
    repeatPassword: NEW_PASSWORD,
  })),
  [`${ACCOUNT}#submitBeginTwoFactor`]: oneself(),
  [`${ACCOUNT}#submitTwoFactor`]: oneself(() => ({ currentPassword: PASSWORD, code: "123456" }), true),
  [`${ACCOUNT}#submitNewRecoveryCodes`]: oneself(() => ({ currentPassword: PASSWORD }), true),
  [`${ACCOUNT}#submitTurnOff`]: oneself(() => ({ currentPassword: PASSWORD, code: "123456" }), true),
  [`${ACCOUNT}#submitForgetTrustedBrowsers`]: oneself(),
  [`${SET_UP}#submitBegin`]: oneself(),
  [`${SET_UP}#submitSetUp`]: oneself(() => ({ currentPassword: PASSWORD, code: "123456" }), true),
  [`${ACCOUNT}#submitEndSession`]: oneself(({ sessionId }) => ({ sessionId })),
  [`${ACCOUNT}#submitSignOutEverywhere`]: oneself(),
  [`${START}#submitEula`]: { ...oneself(() => ({ version: "isolation", language: "en" })), on: "newcomer" },
  [`${START}#signOutAction`]: { ...oneself(), takesForm: false },

  [`${LOGIN}#submitLogin`]: { by: "anybody", on: "active", fields: ({ login }) => ({ login }) },
  "app/actions.ts#chooseLanguage": { by: "anybody", on: "active", fields: () => ({ language: "ja" }) },
  [`${LOGIN}#submitPassword`]: {
    by: "anybody",
    on: "active",
    after: `${LOGIN}#submitLogin`,
    fields: () => ({ password: "not the password" }),
    leaves: ["audit_log"],
  },
  [`${LOGIN}#submitCode`]: {
    by: "anybody",
    on: "active",
    after: `${LOGIN}#submitLogin`,
    fields: () => ({ code: "123456" }),
  },
  "app/(auth)/forgot-password/actions.ts#submitForgotPassword": {
    by: "anybody",
    on: "disabled",
    fields: ({ login }) => ({ login }),
    leaves: ["audit_log"],
  },
  // A link of the other purpose, or of a user who is shut out, even if its signature were right.
  "app/(auth)/activate/[token]/actions.ts#submitActivation": {
    by: "anybody",
    on: "active",
    bound: ({ tokenId }) => [tokenToString("activation", tokenId)],
    fields: () => ({ password: NEW_PASSWORD, repeatPassword: NEW_PASSWORD }),
  },
  "app/(auth)/reset-password/[token]/actions.ts#submitNewPassword": {
    by: "anybody",
    on: "disabled",
    bound: ({ tokenId }) => [tokenToString("password_reset", tokenId)],
    fields: () => ({ password: NEW_PASSWORD, repeatPassword: NEW_PASSWORD }),
  },
  "app/(auth)/confirm-email/[token]/actions.ts#submitEmailConfirmation": {
    by: "anybody",
    on: "active",
    bound: ({ tokenId }) => [tokenToString("email_change", tokenId)],
    fields: () => ({}),
  },
};
