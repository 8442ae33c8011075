-- Lists are found by queries of lib/list (docs/decisions/0031).
DROP FUNCTION IF EXISTS list_users(bigint, text[], text, text, text, boolean, bigint, integer);
--> statement-breakpoint
DROP FUNCTION IF EXISTS list_clients(bigint, text[], text[], text[], integer, text, text, boolean, bigint, integer);
--> statement-breakpoint
DROP FUNCTION IF EXISTS list_eula_acceptances(text, text, bigint, text, integer);
--> statement-breakpoint
DROP FUNCTION IF EXISTS list_without_eula(text, bigint, integer);
