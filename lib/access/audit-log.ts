import { reads } from "./reach";

export const AUDIT_LOG_RULES = { "audit_log.read": reads };
