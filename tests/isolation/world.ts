import fc from "fast-check";
import { accessOf } from "@/lib/access/actor";
import { ADMINISTRATOR_OF, rolesIn } from "@/lib/access/roles";
import { BACKUP_ROLES, MAY_CONTAIN, type Role, type Service, type TenantKind } from "@/lib/vocabulary";

/*
 * A random installation as plain data: the test knows every id and every word in it, and the server stores exactly this.
 * Whatever belongs to a tenant or a person carries a mark that occurs nowhere else, and ids are numbers that do not either.
 */

export type Tenant = {
  id: number;
  path: string;
  kind: TenantKind;
  parentId: number | null;
  name: string;
  mark: string;
  /** Not as every other one, which is open and, if a customer, in production. */
  state?: TenantState;
};

/** States in which some action on a tenant has an effect. */
export type TenantState = "open" | "closed" | "trial" | "disabled" | "deleted";

/** The users there, on whom the actions are tried: each is in a state in which some action would have an effect. */
export type Part =
  | "admin"
  | "readonly"
  | "backup"
  | "otherBackup"
  | "newcomer"
  | "active"
  | "notActivated"
  | "disabled"
  | "deleted"
  /** Active, with a new address that waits to be confirmed. */
  | "moving";

export type Person = {
  id: number;
  part: Part;
  tenant: Tenant;
  role: Role;
  service: Service;
  access: "admin" | "read" | "self";
  login: string;
  mark: string;
  sessionId: string;
  emailId: string;
  tokenId: string;
  importId: string;
  batchId: string;
  lineId: number;
};

export type World = {
  tenants: Tenant[];
  people: Person[];
  /** Makes up one more person, who belongs to the world from then on and has to be stored. */
  another(tenant: Tenant, part: Part): Person;
  /** The same of a customer. */
  anotherCustomer(parent: Tenant, state: TenantState): Tenant;
};

const BASE = { tenant: 710_000_000, person: 720_000_000, line: 730_000_000 };
/** Ids of this form that nothing has: as long as the others, so that answers are as long as well. */
const NEVER = { tenant: 719_990_000, person: 729_990_000, line: 739_990_000 };

/**
 * Every mark and every ID, as a response would contain them. The letter tells what it is of: tenant, person, session,
 * email, entry of the audit log.
 */
export const TRACES = /zq[tpsel][a-z]{6}|\b7[123]\d{7}\b|\b[abcde]1d0face-0000-4000-8000-0000\d{8}\b/g;

/** The host name of the provider's own brand. */
export const PROVIDER_HOST = "provider.brand.example";

/** The host name of the brand of a provider or a partner. */
export const hostNameOf = ({ kind, mark }: Tenant) => (kind === "root" ? PROVIDER_HOST : `${mark}.brand.example`);

/** The mark of something that hangs on a person. */
export const markOf = (what: "s" | "e" | "l", { mark }: Person) => `zq${what}${mark.slice(3)}`;

const PARTS: Part[] = ["admin", "readonly", "newcomer", "active", "notActivated", "disabled", "deleted", "moving"];

/** Two partners beside each other and everything below them at random. */
const growth = fc.record({
  first: fc.array(fc.record({ parent: fc.nat() }), { minLength: 5, maxLength: 5 }),
  more: fc.array(fc.record({ parent: fc.nat(), kind: fc.nat() }), { maxLength: 3 }),
  roles: fc.array(fc.nat(), { minLength: 96, maxLength: 96 }),
  letters: fc.integer({ min: 0, max: 25 ** 5 }),
});

/** The world of a seed. */
export function worldOf(seed: number): World {
  const [shape] = fc.sample(growth, { seed, numRuns: 1 });
  if (!shape) throw new Error("no world");
  const tenants: Tenant[] = [];
  let marks = 0;
  const mark = (letter: "t" | "p") => {
    marks += 1;
    return `zq${letter}${letters(marks * 7919 + shape.letters)}`;
  };
  const hang = (kind: TenantKind, parent: Tenant | undefined): Tenant => {
    const id = BASE.tenant + 1 + tenants.length * 11;
    const own = mark("t");
    const path = parent ? `${parent.path}.${id}` : String(id);
    const tenant: Tenant = { id, kind, parentId: parent?.id ?? null, path, name: `${kind} ${own}`, mark: own };
    tenants.push(tenant);
    return tenant;
  };
  const grow = (kind: TenantKind, pick: number | null) => {
    const possible = tenants.filter((tenant) => MAY_CONTAIN[tenant.kind].includes(kind));
    hang(kind, pick === null ? tenants[0] : possible[pick % possible.length]);
  };
  const anotherCustomer = (parent: Tenant, state: TenantState): Tenant =>
    Object.assign(hang("customer", parent), { state });
  grow("root", null);
  grow("partner", null);
  grow("partner", null);
  const kinds: TenantKind[] = ["customer", "customer", "customer", "unit", "unit"];
  shape.first.forEach(({ parent }, index) => {
    grow(kinds[index] ?? "customer", parent);
  });
  for (const { parent, kind } of shape.more) {
    const above = tenants[parent % tenants.length];
    const held = above ? MAY_CONTAIN[above.kind] : [];
    grow(held[kind % held.length] ?? "customer", parent);
  }

  const people: Person[] = [];
  const another = (tenant: Tenant, part: Part): Person => {
    const pick = shape.roles[people.length % shape.roles.length] ?? 0;
    const number = people.length + 1;
    const role = roleOf(tenant.kind, part, pick);
    const service: Service = BACKUP_ROLES.some((backup) => backup === role) ? "backup" : "management_portal";
    const own = mark("p");
    const person: Person = {
      id: BASE.person + number * 7,
      part,
      tenant,
      role,
      service,
      access: accessOf({ [service]: role }),
      login: `${own}@${tenant.mark}.example`,
      mark: own,
      sessionId: uuid("a", number),
      emailId: uuid("b", number),
      tokenId: uuid("c", number),
      importId: uuid("d", number),
      batchId: uuid("e", number),
      lineId: BASE.line + number * 3,
    };
    people.push(person);
    return person;
  };
  for (const tenant of tenants) {
    const withBackup = tenant.kind === "customer" || tenant.kind === "unit";
    for (const part of withBackup ? [...PARTS, "backup" as const, "otherBackup" as const] : PARTS) {
      another(tenant, part);
    }
  }
  return { tenants, people, another, anotherCustomer };
}

function roleOf(kind: TenantKind, part: Part, pick: number): Role {
  if (part === "admin" || part === "newcomer") return ADMINISTRATOR_OF[kind];
  if (part === "readonly") return "readonly_admin";
  if (part === "backup") return pick % 2 === 0 ? "backup_user" : "restore_operator";
  if (part === "otherBackup") return pick % 2 === 0 ? "protection_admin" : "protection_ro_admin";
  const roles = rolesIn(kind);
  return roles[pick % roles.length] ?? "readonly_admin";
}

/**
 * Six letters, different for every number below 25^6. No number is written as itself, so that no mark is a word of
 * ours.
 */
function letters(number: number): string {
  let rest = number;
  return Array.from({ length: 6 }, () => {
    const letter = String.fromCharCode(98 + (rest % 25));
    rest = Math.floor(rest / 25);
    return letter;
  }).join("");
}

const uuid = (letter: string, number: number) =>
  `${letter}1d0face-0000-4000-8000-0000${String(number).padStart(8, "0")}`;

/** Whether a tenant is another one or below it. Written apart from the product's own, to judge that. */
export function isAtOrBelow({ path }: Tenant, top: Tenant): boolean {
  const labels = path.split(".");
  return top.path.split(".").every((label, depth) => labels[depth] === label);
}

/** What a request may name. Ids are texts, as addresses and forms carry them. */
export type Target = {
  tenantId: string;
  /** The same tenant where an address names it below another one. */
  clientId: string;
  tenantName: string;
  userId: string;
  sessionId: string;
  emailId: string;
  lineId: string;
  tokenId: string;
  /** A list of users that this person is about to import into their own tenant. */
  importId: string;
  /** Something that this person is about to do to several users. */
  batchId: string;
  login: string;
};

/** Everything of a person that a request could name. */
export function targetOf(person: Person): Target {
  return {
    tenantId: String(person.tenant.id),
    clientId: String(person.tenant.id),
    tenantName: person.tenant.name,
    userId: String(person.id),
    sessionId: person.sessionId,
    emailId: person.emailId,
    lineId: String(person.lineId),
    tokenId: person.tokenId,
    importId: person.importId,
    batchId: person.batchId,
    login: person.login,
  };
}

/** Another mark, just as like the others that a tolerant search might take one for: no mark has an "a" (`letters`). */
const neverMarked = (text: string) => text.replace(/(zq[tp][a-z]{5})[a-z]/g, "$1a");

/** The same request with ids that never existed in place of some. */
export function neverExisted(target: Target, which: readonly (keyof Target)[]): Target {
  const never: Partial<Target> = {
    tenantId: String(NEVER.tenant + (Number(target.tenantId) % 9_999)),
    clientId: String(NEVER.tenant + (Number(target.clientId) % 9_999)),
    userId: String(NEVER.person + (Number(target.userId) % 9_999)),
    lineId: String(NEVER.line + (Number(target.lineId) % 9_999)),
    sessionId: target.sessionId.replace("face-0000", "face-0009"),
    emailId: target.emailId.replace("face-0000", "face-0009"),
    tokenId: target.tokenId.replace("face-0000", "face-0009"),
    importId: target.importId.replace("face-0000", "face-0009"),
    batchId: target.batchId.replace("face-0000", "face-0009"),
    tenantName: neverMarked(target.tenantName),
    login: neverMarked(target.login),
  };
  return Object.assign({ ...target }, ...which.map((name) => (name in never ? { [name]: never[name] } : {})));
}
