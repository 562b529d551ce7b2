-- A slip in an authorisation: what a person seems to have asked and did not. Only a supervisor cancels it, with a reason (trade
-- section 2); who, when and why stay among the decisions, in the history of the authorisation and in the access log.

-- Refusals to be called and oppositions that still stand, noted by one's own agents in one's own campaigns: those of `ids`, or, NULL, those
-- that a correction asks to have cancelled. `asked_at`, `reason`: of the question, NULL where nobody asked.
CREATE OR REPLACE FUNCTION app.slips(me text, ids uuid[])
RETURNS TABLE (slip uuid, contact_id uuid, campaign text, organisme text, case_id uuid, channel text, login text, said_at timestamptz,
               asked_at timestamptz, reason text, attempt uuid)
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT DISTINCT ON (h.event_id) h.event_id, h.contact_id, e.campaign, h.organisme, e.case_id, h.channel, h.login, h.at, w.asked_at,
           (SELECT k.text::jsonb #>> '{body,reason}' FROM app.case_events(e.campaign, e.case_id) k WHERE k.id = w.question), h.attempt
      FROM (SELECT q.lifts AS slip, q.event_id AS question, q.at AS asked_at FROM app.contact_authorisation q WHERE ids IS NULL AND q.state = 'corrected'
            UNION ALL SELECT i.id, NULL, NULL FROM unnest(ids) AS i (id)) w
      JOIN app.contact_authorisation h ON h.event_id = w.slip AND h.state = 'withdrawn'
      JOIN app.call_case c ON c.contact_id = h.contact_id AND c.campaign = ANY (app.own_campaigns(me))
      JOIN LATERAL app.case_events(c.campaign, c.id) e ON e.id = h.event_id
     WHERE h.login = ANY (app.own_authors(me))
       AND NOT EXISTS (SELECT FROM app.contact_authorisation l
                        WHERE l.contact_id = h.contact_id AND l.lifts = h.event_id AND l.state IN ('given', 'cancelled'))
     ORDER BY h.event_id, w.asked_at, h.contact_id
$$;

-- What agents ask to have cancelled, the oldest question first. Names nobody but the agent.
CREATE OR REPLACE FUNCTION supervisor.asked_cancellations()
RETURNS TABLE (slip uuid, campaign text, organisme text, case_id uuid, row_ref text, channel text, login text, said_at timestamptz,
               asked_at timestamptz, reason text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
#variable_conflict use_column
DECLARE me text := app.require('supervisor');
BEGIN
    RETURN QUERY
    SELECT s.slip, s.campaign, s.organisme, s.case_id, c.row_ref, s.channel, s.login, s.said_at, s.asked_at, coalesce(s.reason, '')
      FROM app.slips(me, NULL) s LEFT JOIN app.call_case c ON c.campaign = s.campaign AND c.id = s.case_id
     ORDER BY s.asked_at, s.slip LIMIT 500;
END $$;

-- Cancel one of `me`'s own. What it had closed is called again, unless something else stops the person. How many cases that reopens.
CREATE OR REPLACE FUNCTION app.cancel_slip(me text, slip uuid, reason text) RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
    found record;
    reopened integer;
    codes text[];
    cases uuid[];
    contact uuid;
BEGIN
    SELECT s.* INTO found FROM app.slips(me, ARRAY[slip]) s;
    IF found.slip IS NULL AND EXISTS (SELECT FROM app.contact_authorisation h WHERE h.lifts = slip AND h.state = 'cancelled' AND h.login = me) THEN
        PERFORM app.fault('authorisation.cancelled');
    ELSIF found.slip IS NULL THEN
        PERFORM app.fault('authorisation.unknown');
    END IF;
    contact := found.contact_id;
    -- Cases before persons, as agent.push takes them.
    PERFORM FROM app.call_case c WHERE c.contact_id = contact ORDER BY c.campaign, c.id FOR UPDATE;
    PERFORM FROM app.contact t WHERE t.id = contact FOR UPDATE;
    IF EXISTS (SELECT FROM app.contact_authorisation h WHERE h.contact_id = contact AND h.state = 'cancelled' AND h.lifts = slip) THEN
        PERFORM app.fault('authorisation.cancelled');
    END IF;
    INSERT INTO app.contact_authorisation (event_id, contact_id, organisme, channel, state, lifts, attempt, at, login)
    VALUES (gen_random_uuid(), contact, found.organisme, found.channel, 'cancelled', slip, NULL, now(), me);
    PERFORM app.note_access('authorisation_cancelled', found.campaign, found.case_id, jsonb_build_object('slip', slip, 'reason', reason));
    PERFORM app.refresh_contacts(ARRAY[contact]);
    -- What ended with the wish itself would stay closed: the supervisor's decision puts it back into the queue.
    UPDATE app.call_case c SET decided_state = 'retry', decided_epoch = c.epoch
     WHERE c.contact_id = contact
       AND EXISTS (SELECT FROM app.valid_events(c.campaign, c.id) v
                    WHERE v.type = 'call_ended' AND v.body ->> 'disposition' IN ('OPTOUT', 'OPPO')
                      AND (v.body ->> 'attempt')::uuid = found.attempt);
    GET DIAGNOSTICS reopened = ROW_COUNT;
    UPDATE app.call_case c SET amended = true WHERE c.contact_id = contact AND NOT c.amended;
    SELECT array_agg(c.campaign ORDER BY c.campaign, c.id), array_agg(c.id ORDER BY c.campaign, c.id) INTO codes, cases
      FROM app.call_case c WHERE c.contact_id = contact;
    PERFORM app.refold(codes, cases, me);
    RETURN reopened;
END $$;

-- One decision of one slip, in one call: for the command line. Returns how many cases it reopens.
CREATE OR REPLACE FUNCTION supervisor.cancel_authorisation(slip uuid, reason text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    me text := app.require('supervisor');
    made uuid := supervisor.decide('cancel_slip', jsonb_build_object('ids', jsonb_build_array(slip)), reason);
    reopened integer := app.cancel_slip(me, slip, app.reasoned(reason));
BEGIN
    INSERT INTO app.decision_step (decision, touched) VALUES (made, 1);
    RETURN reopened;
END $$;
