-- Searches are queries of lib/search and lib/tenants/below.ts (docs/decisions/0031).
DROP FUNCTION IF EXISTS search_below(text, text, integer, boolean);
--> statement-breakpoint
DROP FUNCTION IF EXISTS tenants_below(bigint, integer);
--> statement-breakpoint
DROP FUNCTION IF EXISTS search_conditions(text);
