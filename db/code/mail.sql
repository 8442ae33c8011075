-- The mailbox that an address leads to, as a hash: what stands behind a plus sign is a name within it. Addresses are stored in lower case.
CREATE OR REPLACE FUNCTION mailbox_of(address text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT encode(sha256(convert_to(regexp_replace(address, '\+[^@]*@', '@'), 'UTF8')), 'base64')
$$;

-- Gives activation emails that were just queued the first day on which their mailbox and their tenant have room: so many go to one
-- mailbox and so many from one tenant in a day (UTC). Those that get a later day wait in the outbox until it begins, and their links
-- live that much longer. A newer one takes the place of one that still waits for the same user. Another plan for the same mailbox or
-- tenant waits until this transaction ends, so no limit is exceeded. Passes over emails out of the actor's reach.
CREATE OR REPLACE FUNCTION plan_activation_emails(email_ids uuid[], per_mailbox integer, per_tenant integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  today date := (now() AT TIME ZONE 'UTC')::date;
  planned_day date := today;
  begins timestamptz;
  mailbox_before text := '';
  email record;
  older record;
BEGIN
  -- Always in one order, so that two never wait for each other in a circle.
  INSERT INTO activation_days (subject, day, planned)
    SELECT DISTINCT named.subject, today, 0
    FROM emails CROSS JOIN LATERAL (VALUES ('tenant ' || tenant_id), ('mailbox ' || mailbox_of(to_address))) AS named (subject)
    WHERE id = ANY (email_ids)
    ORDER BY named.subject
    ON CONFLICT (subject, day) DO UPDATE SET planned = activation_days.planned;

  FOR email IN
    SELECT id, user_id, payload, 'tenant ' || tenant_id AS tenant, 'mailbox ' || mailbox_of(to_address) AS mailbox FROM emails
    WHERE id = ANY (email_ids) AND template = 'activation' AND status = 'queued' AND actor_reaches(tenant_path, 'admin')
    ORDER BY 5, 1
  LOOP
    FOR older IN
      DELETE FROM emails
      WHERE user_id = email.user_id AND template = 'activation' AND status = 'queued' AND last_error IS NULL
        -- By the time of now: one queued meanwhile has a later one than the beginning of this transaction.
        AND next_attempt_at > clock_timestamp() AND id <> ALL (email_ids)
      RETURNING ARRAY['tenant ' || tenant_id, 'mailbox ' || mailbox_of(to_address)] AS subjects,
        (next_attempt_at AT TIME ZONE 'UTC')::date AS its_day
    LOOP
      UPDATE activation_days SET planned = planned - 1
        WHERE subject = ANY (older.subjects) AND day = older.its_day AND planned > 0;
    END LOOP;

    IF email.mailbox <> mailbox_before THEN
      planned_day := today;
      mailbox_before := email.mailbox;
    END IF;
    WHILE EXISTS (
      SELECT FROM activation_days
      WHERE day = planned_day
        AND (subject = email.mailbox AND planned >= per_mailbox OR subject = email.tenant AND planned >= per_tenant))
    LOOP
      planned_day := planned_day + 1;
    END LOOP;
    INSERT INTO activation_days (subject, day, planned) VALUES (email.mailbox, planned_day, 1), (email.tenant, planned_day, 1)
      ON CONFLICT (subject, day) DO UPDATE SET planned = activation_days.planned + 1;

    IF planned_day > today THEN
      begins := planned_day::timestamp AT TIME ZONE 'UTC';
      UPDATE emails SET next_attempt_at = begins WHERE id = email.id;
      UPDATE tokens SET expires_at = expires_at + (begins - now())
        WHERE id = (email.payload ->> 'tokenId')::uuid AND user_id = email.user_id;
    END IF;
  END LOOP;
END
$$;

-- How many activation emails to these addresses would not go out today, if a tenant had them written now. 0 out of the actor's reach.
CREATE OR REPLACE FUNCTION activation_emails_after_today(of_tenant bigint, addresses text[], per_mailbox integer, per_tenant integer)
RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH planned AS (SELECT subject, planned FROM activation_days WHERE day = (now() AT TIME ZONE 'UTC')::date),
  wanted AS (
    SELECT 'mailbox ' || mailbox_of(address) AS subject, count(*) AS emails FROM unnest(addresses) AS address GROUP BY 1),
  room AS (
    SELECT coalesce(sum(least(emails, greatest(per_mailbox - coalesce(planned, 0), 0))), 0) AS emails
    FROM wanted LEFT JOIN planned USING (subject))
  SELECT (cardinality(addresses) - least(
    room.emails, greatest(per_tenant - coalesce((SELECT planned FROM planned WHERE subject = 'tenant ' || of_tenant), 0), 0)))::integer
  FROM room
  WHERE EXISTS (SELECT FROM tenants WHERE id = of_tenant AND actor_reaches(path, 'admin'))
$$;
