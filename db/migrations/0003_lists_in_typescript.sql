-- Lists are found by queries of lib/list (docs/decisions/0031).
DROP FUNCTION IF EXISTS list_users(bigint, text[], text, text, text, boolean, bigint, integer);
