import type { OwnSession } from "@/lib/account/model";
import { defineList, oneOf, searchText } from "@/lib/list/address";
import type { Roles, UserStatus } from "@/lib/vocabulary";
import { ROLES, USER_STATUSES } from "@/lib/vocabulary";

/** The choice on "Create new user": full administration of the tenant, or one role on the backup service. */
export const ACCESS_CHOICES = ["administrator", "readonly", "backup"] as const;

/** A new address that waits for its owner to open the link; `login` when the login changes along. */
export type PendingEmailChange = { email: string; login: string | null; expiresAt: Date; expired: boolean };

/** A line of the list of users. */
export type UserSummary = {
  id: number;
  login: string;
  email: string;
  firstName: string | null;
  lastName: string | null;
  /** First and last name as one, or null when neither is known. */
  name: string | null;
  status: UserStatus;
  roles: Roles;
  twoFactor: boolean;
  lastSignInAt: Date | null;
  createdAt: Date;
};

/** Some users in the chosen order. */
export type UserPage = {
  users: UserSummary[];
  /** Whether the list begins before these. */
  earlier: boolean;
  /** The id after which the list goes on; null at its end. */
  next: number | null;
};

/** Where a user is signed in, and how many of their browsers are trusted, as an administrator sees it. */
export type UserSessionsView = {
  tenantId: number;
  sessions: OwnSession[];
  trustedBrowsers: number;
  /** Whether it is the reader: then these are in "My account". */
  own: boolean;
  /** Whether the reader may end them. */
  mayEnd: boolean;
};

/** The filters and orders of the list of users. Without a status it is everyone except deleted users. */
export const USER_LIST = defineList(
  { search: searchText, status: oneOf(USER_STATUSES), role: oneOf(ROLES) },
  { login: "ascending", name: "ascending", lastSignIn: "descending", created: "descending" },
);

export type UserListState = ReturnType<typeof USER_LIST.parse>;

export type UserFilter = UserListState["filter"];
