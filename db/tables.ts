export * from "./schema/audit-log";
export * from "./schema/credentials";
export * from "./schema/emails";
export * from "./schema/eula";
export * from "./schema/quotas";
export * from "./schema/submissions";
export * from "./schema/tenants";
export * from "./schema/users";
