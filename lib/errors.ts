import type { ErrorValues } from "@/lib/form/model";

/**
 * Every way in which a verb may refuse. The codes are the keys of the `errors` namespace in the message files; zod
 * schemas use the same keys as their messages, so a mistake reads alike wherever it was found.
 */
export const ERROR_CODES = [
  // input
  "REQUIRED",
  "CHOICE_REQUIRED",
  "INVALID",
  "TEXT_TOO_LONG",
  "LOGIN_LENGTH",
  "LOGIN_CHARACTERS",
  "LOGIN_TAKEN",
  "LOGIN_OF_DELETED_USER",
  "LOGIN_OF_DELETED_COMPANY",
  "LOGIN_DIFFERS",
  "EMAIL_INVALID",
  "EMAIL_NOT_A_LOGIN",
  "LOGIN_PROPOSED",
  "EMAIL_IS_A_LOGIN",
  "EMAIL_UNCHANGED",
  "LOGIN_TAKEN_MEANWHILE",
  "NAME_LENGTH",
  "NAME_CHARACTERS",
  "NAME_TAKEN",
  "NAME_DIFFERS",
  "PASSWORD_TOO_SHORT",
  "PASSWORD_TOO_LONG",
  "PASSWORD_TOO_WEAK",
  "PASSWORD_NOT_CHECKED",
  "PASSWORDS_DIFFER",
  "PASSWORD_WRONG",
  "CODE_FORMAT",
  "CODE_WRONG",
  "TWO_FACTOR_CHANGED",
  "TWO_FACTOR_DUE",
  "TWO_FACTOR_REQUIRED",
  "TWO_FACTOR_INHERITED",
  "ROLE_NOT_AVAILABLE",
  "ROLE_REQUIRED",
  "CSV_EMPTY",
  "CSV_TOO_LARGE",
  "CSV_TOO_MANY_ROWS",
  "CSV_ENCODING",
  "CSV_WORKBOOK",
  "CSV_QUOTES",
  "CSV_COLUMNS",
  "CSV_COLUMN_TWICE",
  "IMPORT_REFUSED",
  "NO_USERS_SELECTED",
  "TOO_MANY_SELECTED",
  "COUNT_DIFFERS",
  "QUOTA_NOT_A_NUMBER",
  "QUOTA_AMBIGUOUS",
  "QUOTA_TOO_LARGE",
  "QUOTA_NO_OVERAGE",
  "NOTICE_PERCENT",
  "EULA_TITLE",
  "EULA_TOO_LONG",
  "EULA_TOO_INTRICATE",
  "EULA_VERSION",
  "COLOR",
  "PRODUCT_NAME_LENGTH",
  "LINK_ADDRESS",
  "SUPPORT_ADDRESS",
  "HOST_NAME",
  "HOST_OWN",
  "HOST_UNPROVEN",
  "HOST_DNS",
  "LOGO_SVG",
  "LOGO_FORMAT",
  "LOGO_TOO_LARGE",
  "LOGO_PIXELS",
  "LOGO_TOO_SMALL",
  "LOGO_DAMAGED",
  // state
  "SIGN_IN_FAILED",
  "SIGN_IN_LOCKED",
  "SIGN_IN_EXPIRED",
  "SIGNED_OUT",
  "LINK_USED",
  "LINK_REPLACED",
  "LINK_EXPIRED",
  "LINK_INVALID",
  "EULA_CHANGED",
  "EULA_NO_DRAFT",
  "EULA_DRAFT_CHANGED",
  "EULA_ENGLISH",
  "EULA_VERSION_TAKEN",
  "NOT_FOUND",
  "FORBIDDEN",
  "TOO_MANY_REQUESTS",
  "TOO_MANY_EMAILS",
  "EMAIL_COMPLAINED",
  "ALREADY_ACTIVE",
  "USER_DISABLED",
  "TENANT_DISABLED",
  "USER_NOT_DISABLED",
  "USER_DELETED",
  "NOT_ACTIVATED",
  "NOT_DELETED",
  "RECOVERY_OVER",
  "OWN_TENANT",
  "TENANT_NOT_DISABLED",
  "TENANT_ABOVE_DISABLED",
  "SELF_MANAGED",
  "MOVE_TARGET",
  "MOVE_TARGET_DISABLED",
  "MOVE_BENEATH_ITSELF",
  "MOVE_NAME_TAKEN",
  "VERSION_CONFLICT",
  "NO_EMAIL_CHANGE",
  "OWN_EMAIL",
  "LAST_ADMINISTRATOR",
  "SELF",
  "QUOTA_OF_UNIT",
  "BRAND_OF_CUSTOMER",
  "QUOTA_OWN",
  "QUOTA_BELOW_USE",
  "BATCH_STOPPED",
  "BUSY",
  "NEWER_VERSION",
  "OFFLINE",
  "CONNECTION_LOST",
  "UNAVAILABLE",
  "UNEXPECTED",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** A refusal that the user can do something about. `field` names the input it belongs to, `values` fill the message. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly values: ErrorValues | undefined;

  constructor(code: ErrorCode, field?: string, values?: ErrorValues) {
    super(field ? `${code} (${field})` : code);
    this.name = "AppError";
    this.code = code;
    this.field = field;
    this.values = values;
  }
}

/**
 * Another user saved first. Carries the current values, by the names of the form's fields, and the version that counts
 * from now on, so that the form can show both and ask.
 */
export class VersionConflict extends AppError {
  readonly current: { version: string; values: Record<string, string> };

  constructor(current: { version: string; values: Record<string, string> }) {
    super("VERSION_CONFLICT");
    this.current = current;
  }
}
