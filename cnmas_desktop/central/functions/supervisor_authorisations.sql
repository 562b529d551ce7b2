-- A slip in an authorisation: what a person seems to have asked and did not. Only a supervisor cancels it, with a reason (trade
-- section 2); who, when and why stay in the history of the authorisation and in the access log.

-- What agents ask to have cancelled: refusals to be called and oppositions that a correction names and that still stand.
CREATE OR REPLACE FUNCTION supervisor.asked_cancellations()
RETURNS TABLE (slip uuid, campaign text, organisme text, case_id uuid, channel text, login text, said_at timestamptz,
               asked_at timestamptz, reason text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    PERFORM app.require('supervisor');
    RETURN QUERY
    SELECT h.event_id, e.campaign, h.organisme, e.case_id, h.channel, h.login, h.at, q.at, coalesce(e.text::jsonb #>> '{body,reason}', '')
      FROM app.contact_authorisation q
      JOIN app.contact_authorisation h ON h.event_id = q.lifts AND h.contact_id = q.contact_id AND h.state = 'withdrawn'
      JOIN app.campaign g ON true
      JOIN app.event e ON e.campaign = g.code AND e.id = q.event_id
     WHERE q.state = 'corrected'
       AND NOT EXISTS (SELECT FROM app.contact_authorisation l
                        WHERE l.contact_id = h.contact_id AND l.lifts = h.event_id AND l.state IN ('given', 'cancelled'))
     ORDER BY q.at, h.event_id;
END $$;

-- Cancel one. What it had closed is called again, unless something else stops the person. Returns how many cases that reopens.
CREATE OR REPLACE FUNCTION supervisor.cancel_authorisation(slip uuid, reason text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
    me text := app.require('supervisor');
    found app.contact_authorisation;
    reopened integer;
    codes text[];
    cases uuid[];
    contact uuid;
BEGIN
    IF reason IS NULL OR reason NOT IN ('slip', 'heard_wrong', 'person_said', 'other') THEN
        PERFORM app.refuse();
    END IF;
    SELECT h.contact_id INTO contact FROM app.contact_authorisation h WHERE h.event_id = slip AND h.state = 'withdrawn' LIMIT 1;
    IF contact IS NULL THEN
        PERFORM app.fault('authorisation.unknown');
    END IF;
    -- Cases before persons, as agent.push takes them.
    PERFORM FROM app.call_case c WHERE c.contact_id = contact ORDER BY c.campaign, c.id FOR UPDATE;
    PERFORM FROM app.contact t WHERE t.id = contact FOR UPDATE;
    SELECT * INTO found FROM app.contact_authorisation h WHERE h.event_id = slip AND h.contact_id = contact AND h.state = 'withdrawn';
    IF EXISTS (SELECT FROM app.contact_authorisation h WHERE h.contact_id = contact AND h.state = 'cancelled' AND h.lifts = slip) THEN
        PERFORM app.fault('authorisation.cancelled');
    END IF;
    INSERT INTO app.contact_authorisation (event_id, contact_id, organisme, channel, state, lifts, attempt, at, login)
    VALUES (gen_random_uuid(), contact, found.organisme, found.channel, 'cancelled', slip, NULL, now(), me);
    PERFORM app.note_access('authorisation_cancelled', c.campaign, c.id, jsonb_build_object('slip', slip, 'reason', reason))
       FROM app.call_case c JOIN app.event e ON e.campaign = c.campaign AND e.id = slip AND e.case_id = c.id WHERE c.contact_id = contact;
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
