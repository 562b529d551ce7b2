-- Pushed texts: read as a set, held against what their type must hold (domain.events.BODY), and the valid events of a case.

-- Read a batch. One text that is no event makes it all fail with an error of class 22: agent.push then takes them one by one.
CREATE OR REPLACE FUNCTION app.read_events(texts text[]) RETURNS app.pushed[]
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT array_agg(ROW (t.n, t.text, encode(sha256(convert_to(t.text, 'UTF8')), 'hex'), (t.e).id, (t.e).type, (t.e).device, (t.e).seq, (t.e).prev,
                          (t.e)."case", coalesce((t.e).campaign, ''), (t.e).lease, (t.e).epoch, (t.e).at, (t.e).body, NULL, NULL,
                          CASE WHEN (t.e).v <> 1 OR (t.e).id IS NULL OR (t.e).device IS NULL OR (t.e).seq < 1 OR (t.e).prev IS NULL
                                    OR NOT isfinite((t.e).at) OR NOT app.body_valid((t.e).type, (t.e).body)
                                    OR ((t.e)."case" IS NULL) <> ((t.e).epoch IS NULL) OR ((t.e)."case" IS NULL) <> ((t.e).campaign IS NULL)
                                    OR (t.e)."case" IS NULL AND (t.e).type NOT IN ('undertaking_signed', 'record_opened', 'field_revealed', 'incoming_slip',
                                                                                   'message_read', 'script_read')
                               THEN 'quarantined' END,
                          'invalid', NULL)::app.pushed)
      FROM (SELECT u.n, u.text, jsonb_populate_record(NULL::app.told, u.text::jsonb) AS e
              FROM unnest(texts) WITH ORDINALITY AS u (text, n) OFFSET 0) t
$$;

-- What cannot be read: as much as can be saved for the answer and for the one who will decide.
CREATE OR REPLACE FUNCTION app.rescue_event(broken text) RETURNS app.pushed
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT ROW (1, broken, encode(sha256(convert_to(broken, 'UTF8')), 'hex'),
                substring(broken FROM '"id":"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"')::uuid, NULL,
                substring(broken FROM '"device":"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"')::uuid,
                substring(broken FROM '"seq":([1-9][0-9]{0,17})[,}]')::bigint,
                NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'quarantined', 'unreadable', NULL)::app.pushed
$$;

-- These three are inlined into their caller (no function is that says to be more immutable than what it calls). What cannot be cast fails
-- the batch, and is kept apart alone.
CREATE OR REPLACE FUNCTION app.is_uuid(value jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE
AS $$ SELECT (value #>> '{}')::uuid IS NOT NULL $$;
CREATE OR REPLACE FUNCTION app.is_text(value jsonb, most integer) RETURNS boolean LANGUAGE sql IMMUTABLE
AS $$ SELECT jsonb_typeof(value) = 'string' AND length(value #>> '{}') <= most $$;
CREATE OR REPLACE FUNCTION app.is_instant(value jsonb) RETURNS boolean LANGUAGE sql STABLE
AS $$ SELECT value #>> '{}' LIKE '____-__-__T%Z' AND isfinite((value #>> '{}')::timestamptz) $$;

-- Does the body hold what an effect needs? An unknown type is not valid: kept in quarantine until the centre knows it.
CREATE OR REPLACE FUNCTION app.body_valid(type text, b jsonb) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE
AS $$
DECLARE valid boolean;
BEGIN
    IF NOT coalesce(jsonb_typeof(b) = 'object' AND (b -> 'attempt' IS NULL OR b -> 'attempt' = 'null' OR app.is_uuid(b -> 'attempt')), false) THEN
        RETURN false;
    END IF;
    CASE type  -- a branch each, not one expression: only the one taken is ever made ready
        WHEN 'call_ended' THEN
            valid := app.is_uuid(b -> 'attempt') AND app.is_text(b -> 'disposition', 16)
                AND app.is_uuid(b -> 'phone') AND jsonb_typeof(b -> 'proposal') = 'object'
                AND (b #>> '{proposal,at}' IS NULL OR app.is_instant(b #> '{proposal,at}'))
                AND (b #>> '{proposal,class}' IS NULL OR b #>> '{proposal,class}' IN ('1', '2', '3', '4', '5'));
        WHEN 'call_started' THEN
            valid := app.is_uuid(b -> 'attempt') AND app.is_uuid(b -> 'phone')
                AND jsonb_typeof(b -> 'incoming') = 'boolean';
        WHEN 'reached' THEN
            valid := app.is_text(b -> 'who', 64);
        WHEN 'identity_checked' THEN
            valid := app.is_text(b -> 'result', 64);
        WHEN 'notice_read' THEN
            valid := app.is_text(b -> 'notice', 64);
        WHEN 'interview_decided' THEN
            valid := jsonb_typeof(b -> 'accepted') = 'boolean';
        WHEN 'offer_decided' THEN
            valid := app.is_text(b -> 'offer', 64) AND b ->> 'decision' IN ('accepted', 'refused', 'undecided');
        WHEN 'request_made' THEN
            valid := app.is_text(b -> 'type', 64) AND coalesce(length(b ->> 'text'), 0) <= 500;
        WHEN 'contact_change_proposed' THEN
            valid := app.is_text(b -> 'field', 64) AND app.is_text(b -> 'new', 300)
                AND coalesce(length(b ->> 'old'), 0) <= 300;
        WHEN 'authorisation_given' THEN
            valid := b ->> 'channel' IN ('phone', 'mail', 'sms', 'post') AND app.is_text(b -> 'words', 64)
                AND (b ->> 'lifts' IS NULL OR app.is_uuid(b -> 'lifts'));
        WHEN 'authorisation_withdrawn' THEN
            valid := b ->> 'channel' IN ('phone', 'mail', 'sms', 'post');
        WHEN 'opposition_made' THEN
            valid := true;
        WHEN 'right_exercised' THEN
            valid := b ->> 'right' IN ('access', 'rectification');
        WHEN 'answers_recorded' THEN
            valid := jsonb_typeof(b -> 'answers') = 'object';
        WHEN 'note_written' THEN
            valid := coalesce(length(b ->> 'text'), 0) <= 200;
        WHEN 'callback_set' THEN
            valid := app.is_instant(b -> 'at') AND b ->> 'kind' IN ('firm', 'soft') AND app.is_text(b -> 'zone', 64)
                AND coalesce(b ->> 'missed', '0') ~ '^[0-9]{1,3}$';
        WHEN 'attempt_voided' THEN
            valid := app.is_uuid(b -> 'attempt');
        WHEN 'incident_raised' THEN
            valid := app.is_text(b -> 'kind', 64);
        WHEN 'handed_over' THEN
            valid := app.is_text(b -> 'to', 60) AND b ->> 'to_kind' IN ('colleague', 'skill', 'team');
        WHEN 'case_skipped' THEN
            valid := app.is_text(b -> 'reason', 64);
        WHEN 'record_opened' THEN
            valid := app.is_text(b -> 'purpose', 64);
        WHEN 'field_revealed' THEN
            valid := app.is_text(b -> 'field', 64);
        WHEN 'incoming_slip' THEN
            valid := b ->> 'number' ~ '^\+[0-9]{6,15}$';
        WHEN 'message_read' THEN
            valid := app.is_uuid(b -> 'message');
        WHEN 'script_read' THEN
            valid := app.is_text(b -> 'campaign', 64) AND app.is_text(b -> 'version', 64);
        WHEN 'undertaking_signed' THEN
            valid := app.is_text(b -> 'version', 64);
        WHEN 'correction' THEN
            valid := app.is_uuid(b -> 'supersedes')
                AND coalesce(jsonb_typeof(b -> 'replacement'), 'null') IN ('object', 'null');
        ELSE
            RETURN false;
    END CASE;
    RETURN coalesce(valid, false);
END $$;

-- The events of a case that count, in no order: what a correction names is out, its replacement stands in the same place
-- (`fix` > 0 orders replacements of one event; `told_at` is when it was first told); what happened in a voided attempt is out. An opt-out, an opposition and an
-- authorisation cannot be corrected away here: see app.standing. A function of the set of stored events, so that the order of
-- arrival does not matter.
CREATE OR REPLACE FUNCTION app.valid_events(code text, of_case uuid)
RETURNS TABLE (id uuid, type text, epoch integer, seq bigint, fix bigint, at timestamptz, login text, body jsonb, told_at timestamptz)
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    WITH RECURSIVE stored AS MATERIALIZED (
        SELECT e.id, e.type, e.epoch, e.seq, e.at, e.login, e.text::jsonb -> 'body' AS body
          FROM app.case_events(code, of_case) e
         WHERE e.text <> '' AND NOT e.dropped
           AND e.type NOT IN ('identity_checked', 'notice_read', 'note_written', 'case_skipped')
    ), roots (id, target) AS (
        SELECT s.id, (s.body ->> 'supersedes')::uuid FROM stored s WHERE s.type = 'correction'
        UNION
        SELECT r.id, (s.body ->> 'supersedes')::uuid FROM roots r JOIN stored s ON s.id = r.target AND s.type = 'correction'
    ), named AS (
        SELECT (s.body ->> 'supersedes')::uuid AS id FROM stored s WHERE s.type = 'correction'
    ), replaced AS (
        SELECT s.id, s.type, s.epoch, s.seq, 0::bigint AS fix, s.at, s.login, s.body, s.at AS told_at
          FROM stored s
         WHERE s.type <> 'correction'
           AND CASE WHEN s.type IN ('authorisation_withdrawn', 'opposition_made')
                    THEN NOT EXISTS (SELECT FROM app.contact_authorisation x WHERE x.lifts = s.id AND x.state = 'cancelled')
                    ELSE s.id NOT IN (SELECT n.id FROM named n) END
        UNION ALL
        SELECT k.id, s.type, s.epoch, s.seq, (k.epoch::bigint << 32) + k.seq, k.at, k.login, s.body || (k.body -> 'replacement'), s.at
          FROM stored k JOIN roots r ON r.id = k.id JOIN stored s ON s.id = r.target AND s.type <> 'correction'
         WHERE k.type = 'correction' AND jsonb_typeof(k.body -> 'replacement') = 'object'
           AND s.type NOT IN ('authorisation_withdrawn', 'opposition_made', 'authorisation_given')
           AND k.id NOT IN (SELECT n.id FROM named n)
    )
    SELECT r.* FROM replaced r
     WHERE r.type = 'attempt_voided'
        OR r.body ->> 'attempt' IS NULL
        OR r.body ->> 'attempt' NOT IN (SELECT v.body ->> 'attempt' FROM replaced v WHERE v.type = 'attempt_voided')
$$;
