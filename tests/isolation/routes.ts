import type { TenantKind } from "@/lib/vocabulary";
import { hostNameOf, markOf, type Person, type Target } from "./world";

/*
 * What every page and route handler of the build takes, and whose it is. To add one: a line here, under its address as the
 * failing test names it. docs/architecture.md, "Tests", says more.
 */

export type RouteEntry = {
  /**
   * `portal` and `backup`: users of that service, about a tenant; `account`: every signed-in user, about themselves;
   * `anybody`; `machine`: someone at the machine that runs the installation, which has no tenants.
   */
  of: "portal" | "backup" | "account" | "anybody" | "machine";
  /** The query of the address, with ids of the target where it takes some. */
  query?(target: Target): Record<string, string>;
  /**
   * What must be there when a user with access requests it about a user in reach: proof that the page shows what it is
   * about.
   */
  shows?(person: Person): string[];
  /** It shows what belongs to one person alone, in their own tenant. */
  mine?: true;
  /** It shows what lies below the tenant as well. */
  showsBelow?: true;
  /** It is no page but an answer of its own, which has no payload. */
  handler?: true;
  /** It leads elsewhere and shows nothing itself. */
  leads?: true;
  /** It names who did something there, also users of a tenant above. */
  namesActors?: true;
  /** Fetching it leaves a line in the audit log that says what was searched for, whether there is such a thing or not. */
  notesSearch?: true;
  /** It is there only for a tenant in some state, in which none of the world is. */
  seldom?: true;
  /** Tenants of other kinds have no such page. */
  kinds?: readonly TenantKind[];
  /** About tenants below one's own, which is not for oneself to change. */
  belowOnly?: true;
  /** Only administrators who may change something get it. */
  forChange?: true;
};

const tenantName = ({ tenant }: Person) => [tenant.mark];
const both = ({ mark, tenant }: Person) => [mark, tenant.mark];
/** Its host name; its product name is seen by everyone below. */
const brandOf = ({ tenant }: Person) => [hostNameOf(tenant)];
const line = (person: Person) => [markOf("l", person)];

/** The version that everyone in the world has accepted. */
const agreement = () => ["isolation"];
const userSearch = ({ login }: Target) => ({ search: login });
const globalSearch = ({ login }: Target) => ({ q: login });
const clientSearch = ({ tenantName: name }: Target) => ({ search: name });

const account: RouteEntry = { of: "account" };
const anybody: RouteEntry = { of: "anybody" };

const PORTAL = "/portal/[tenantId]";
const AGREEMENT = `${PORTAL}/settings/license-agreement`;

export const ROUTES: Record<string, RouteEntry> = {
  [PORTAL]: { of: "portal", leads: true },
  // The last changes there, below it too, and who made them.
  [`${PORTAL}/overview`]: { of: "portal", showsBelow: true, namesActors: true, shows: tenantName },
  [`${PORTAL}/overview/emails`]: {
    of: "portal",
    showsBelow: true,
    query: ({ emailId }) => ({ again: emailId, after: emailId }),
    shows: tenantName,
  },
  [`${PORTAL}/users`]: {
    of: "portal",
    query: ({ userId, login }) => ({ created: userId, search: login }),
    shows: both,
  },
  [`${PORTAL}/users/csv`]: { of: "portal", handler: true, notesSearch: true, query: userSearch, shows: both },
  [`${PORTAL}/users/new`]: { of: "portal", forChange: true, shows: tenantName },
  [`${PORTAL}/users/batch/[batchId]`]: { of: "portal", forChange: true, mine: true, shows: ({ mark }) => [mark] },
  [`${PORTAL}/users/import`]: { of: "portal", forChange: true, shows: tenantName },
  [`${PORTAL}/users/import/[importId]`]: { of: "portal", forChange: true, mine: true, shows: ({ mark }) => [mark] },
  [`${PORTAL}/users/import/template`]: { of: "portal", forChange: true, handler: true },
  [`${PORTAL}/users/[userId]`]: { of: "portal", shows: (person) => [...both(person), markOf("e", person)] },
  [`${PORTAL}/users/[userId]/delete`]: { of: "portal", forChange: true, shows: both },
  [`${PORTAL}/users/[userId]/edit/general`]: { of: "portal", forChange: true, shows: both },
  [`${PORTAL}/users/[userId]/edit/roles`]: { of: "portal", forChange: true, shows: both },
  [`${PORTAL}/users/[userId]/edit/settings`]: { of: "portal", forChange: true, shows: both },
  [`${PORTAL}/clients`]: { of: "portal", showsBelow: true, query: clientSearch, shows: tenantName },
  [`${PORTAL}/clients/csv`]: {
    of: "portal",
    handler: true,
    notesSearch: true,
    showsBelow: true,
    query: clientSearch,
  },
  [`${PORTAL}/clients/new`]: { of: "portal", forChange: true, shows: tenantName },
  [`${PORTAL}/search`]: { of: "portal", showsBelow: true, query: globalSearch, shows: both },
  [`${PORTAL}/search/suggestions`]: {
    of: "portal",
    handler: true,
    showsBelow: true,
    query: globalSearch,
    shows: both,
  },
  [`${PORTAL}/audit-log`]: {
    of: "portal",
    namesActors: true,
    query: ({ tenantId }) => ({ tenant: tenantId }),
    // Which entries are on the first page depends on what other tests did before; the file below has them all.
    shows: tenantName,
  },
  [`${PORTAL}/audit-log/csv`]: {
    of: "portal",
    handler: true,
    namesActors: true,
    query: ({ tenantId }) => ({ tenant: tenantId }),
    shows: line,
  },
  [`${PORTAL}/audit-log/[lineId]`]: { of: "portal", namesActors: true, showsBelow: true, shows: line },
  [`${PORTAL}/settings`]: { of: "portal", leads: true },
  [`${PORTAL}/settings/branding`]: { of: "portal", kinds: ["root", "partner"], shows: brandOf },
  [`${PORTAL}/settings/quota`]: { of: "portal", kinds: ["partner", "customer"], shows: tenantName },
  [`${PORTAL}/settings/general`]: {
    of: "portal",
    query: ({ tenantId }) => ({ notice: "moved", from: tenantId }),
    namesActors: true,
    shows: tenantName,
  },
  [`${PORTAL}/settings/general/edit`]: { of: "portal", forChange: true, shows: tenantName },
  [`${PORTAL}/settings/general/delete`]: { of: "portal", forChange: true, seldom: true },
  [`${PORTAL}/settings/general/move`]: {
    of: "portal",
    forChange: true,
    belowOnly: true,
    kinds: ["partner", "customer"],
    shows: tenantName,
  },
  [`${PORTAL}/clients/[clientId]/recover`]: { of: "portal", forChange: true, seldom: true },
  [`${PORTAL}/settings/security`]: { of: "portal", shows: tenantName },
  [`${PORTAL}/settings/security/without-two-factor`]: { of: "portal", shows: tenantName },
  [AGREEMENT]: { of: "portal", kinds: ["root"], shows: agreement },
  [`${AGREEMENT}/draft/[language]`]: { of: "portal", kinds: ["root"], forChange: true, shows: agreement },
  [`${AGREEMENT}/versions/[versionId]`]: { of: "portal", kinds: ["root"], shows: agreement },
  [`${AGREEMENT}/publish`]: { of: "portal", kinds: ["root"], forChange: true },
  [`${AGREEMENT}/acceptances`]: { of: "portal", kinds: ["root"], showsBelow: true, query: userSearch, shows: both },
  [`${AGREEMENT}/acceptances/csv`]: {
    of: "portal",
    kinds: ["root"],
    handler: true,
    showsBelow: true,
    query: userSearch,
    shows: ({ mark }) => [mark],
  },
  "/portal": { of: "portal", leads: true },
  "/backup": { of: "backup", leads: true },
  "/backup/[tenantId]": { of: "backup", query: ({ userId }) => ({ after: userId }), shows: tenantName },

  "/account": { ...account, shows: both },
  "/account/email": account,
  "/account/security": account,
  "/account/security/recovery-codes": account,
  "/account/security/two-factor": account,
  "/account/security/two-factor/turn-off": account,
  "/account/sessions": account,
  "/set-up-two-factor": account,
  "/start": account,
  "/eula": account,

  "/": anybody,
  "/login": anybody,
  "/login/password": anybody,
  "/login/code": anybody,
  "/forgot-password": anybody,
  "/forgot-password/sent": anybody,
  "/activate/[token]": anybody,
  "/reset-password/[token]": anybody,
  "/confirm-email/[token]": anybody,
  "/confirm-email/confirmed": anybody,
  "/api/health": { ...anybody, handler: true },
  // Takes reports only (POST), and without a key in the configuration there is no such address.
  "/api/usage": { ...anybody, handler: true },
  // Likewise, for signed reports of the mail service.
  "/api/webhooks/resend": { ...anybody, handler: true },
  // Looks: the same for everyone, by what their address holds.
  "/brand/accent/[file]": { ...anybody, handler: true },
  "/brand/icon/[file]": { ...anybody, handler: true },
  "/brand/logo/[file]": { ...anybody, handler: true },
  // Texts of scripts, the same for everyone.
  "/texts/[file]": { ...anybody, handler: true },
  "/_not-found": anybody,
  "/_global-error": anybody,

  "/mailbox": { of: "machine" },
  "/mailbox/preview": { of: "machine" },
  "/mailbox/preview/html": { of: "machine", handler: true },
  "/mailbox/[id]": { of: "machine" },
  "/mailbox/[id]/html": { of: "machine", handler: true },
  "/mailbox/[id]/source": { of: "machine", handler: true },
};
