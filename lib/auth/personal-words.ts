import { displayName } from "@/lib/display-name";

type Person = {
  login: string;
  email: string;
  firstName: string | null;
  lastName: string | null;
  tenantName: string;
};

/**
 * Words that make a password of this user weak: names (each, and the full one in either order), login, email, company.
 */
export function personalWords(person: Person): string[] {
  const { login, email, firstName, lastName, tenantName } = person;
  const fullNames = [displayName(person, "en"), displayName(person, "ja")];
  return [login, email, firstName, lastName, ...fullNames, tenantName].filter((word) => word !== null);
}
