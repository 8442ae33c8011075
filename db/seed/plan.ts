/** How much to make. */
export type SeedSize = { partners: number; customers: number; users: number };

/** One company to be made; `n` is its number in the plan and `parent` that of the one above it, 0 the provider. */
export type PlannedTenant = {
  n: number;
  parent: number;
  kind: "partner" | "customer" | "unit";
  users: number;
};

/** A repeatable number from 0 up to 1 for a number and a purpose: the same seed makes the same companies. */
export function fraction(n: number, purpose: number): number {
  let x = (Math.imul(n + 1, 0x9e3779b1) ^ Math.imul(purpose + 1, 0x85ebca6b)) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d) >>> 0;
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b) >>> 0;
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
}

/** One customer in this many has units below it. */
const CUSTOMERS_PER_UNIT = 20;
/** The part of all users that the largest customer has: lists must be quick there, too. */
const LARGEST_SHARE = 0.2;

/**
 * Spreads companies and users as a provider has them: few large partners and customers and many small ones. Every
 * company has at least one user, its administrator; a unit's users are taken from its customer.
 * @throws RangeError when there are fewer users than companies.
 */
export function planTenants({ partners, customers, users }: SeedSize): PlannedTenant[] {
  const least = partners + customers;
  if (users < least)
    throw new RangeError(`${least} companies need at least ${least} users: each has an administrator.`);
  const plan: PlannedTenant[] = [];
  for (let i = 0; i < partners; i++) {
    // Every seventh partner sells through another one.
    const parent = i > 0 && i % 7 === 6 ? 1 + Math.floor(fraction(i, 1) * i) : 0;
    plan.push({ n: plan.length + 1, parent, kind: "partner", users: 1 });
  }
  const firstCustomer = plan.length;
  for (let i = 0; i < customers; i++) {
    // The power draws most of them to the first partners; some are directly below the provider.
    const at = Math.floor(fraction(i, 2) ** 2.5 * (partners + 1));
    plan.push({ n: plan.length + 1, parent: (at + 1) % (partners + 1), kind: "customer", users: 1 });
  }
  let left = users - least;
  const largest = plan[firstCustomer];
  if (largest) {
    const share = Math.min(left, Math.floor(users * LARGEST_SHARE));
    largest.users += share;
    left -= share;
  }
  const weights = plan.map(({ kind }, i) => (kind === "partner" ? 0.2 : fraction(i, 3) ** 4));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const spread = left;
  for (const [i, tenant] of plan.entries()) {
    const more = Math.min(left, Math.floor((spread * (weights[i] ?? 0)) / sum));
    tenant.users += more;
    left -= more;
  }
  (largest ?? plan[0] ?? { users: 0 }).users += left;
  return [...plan, ...unitsOf(plan)];
}

function unitsOf(plan: PlannedTenant[]): PlannedTenant[] {
  const units: PlannedTenant[] = [];
  const parents = plan.filter(
    ({ kind, users }, i) => kind === "customer" && users >= 4 && i % CUSTOMERS_PER_UNIT === 0,
  );
  for (const customer of parents) {
    for (let i = 0; i < 2; i++) {
      const users = Math.max(1, Math.floor(Math.min(customer.users, 200) / 4));
      customer.users -= users;
      units.push({ n: plan.length + units.length + 1, parent: customer.n, kind: "unit", users });
    }
  }
  return units;
}
