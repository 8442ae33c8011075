import type { Actor } from "@/lib/auth/actor";

type Person = Pick<Actor, "login" | "email" | "firstName" | "lastName" | "tenantName">;

/** Words that make a password of this person weak: names, login, email, company. */
export function personalWords({ login, email, firstName, lastName, tenantName }: Person): string[] {
  return [login, email, firstName, lastName, tenantName].filter((word) => word !== null);
}
