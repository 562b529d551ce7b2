-- What accepted events do; `types` are the types among them, `late` says that something of the batch may be out of order, `before` is what
-- their cases added to the figures until now where that must be counted anew (app.case_figures), NULL where the batch only adds. To add a type: its body in app.body_valid (app_events.sql), its effect here or in app.refold
-- (app_cases.sql), one test. `fresh` are the batch's newly stored events; their cases are locked by agent.push.
-- Common types go as sets; rare ones (opt-outs, deaths, wrong numbers, hand-overs, corrections) only when the batch has some.

CREATE OR REPLACE FUNCTION app.apply_events(fresh app.pushed[], types text[], me text, late boolean, before app.rollup[]) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    amends constant boolean := types && ARRAY['correction', 'attempt_voided'];
    stops boolean := types && ARRAY['authorisation_given', 'authorisation_withdrawn', 'opposition_made', 'correction', 'attempt_voided'];
    numbers boolean := amends;
    persons uuid[];
    codes text[];
    cases uuid[];
    added uuid[] := '{}';  -- cases done with, their result has grown
BEGIN
    IF types && ARRAY['call_ended'] THEN
        SELECT stops OR coalesce(bool_or(e.blocks_person), false), numbers OR coalesce(bool_or(e.blocks_number), false)
          INTO stops, numbers
          FROM unnest(fresh) r JOIN app.disposition_effect e ON e.disposition = r.body ->> 'disposition'
         WHERE r.type = 'call_ended';
    END IF;
    IF amends THEN
        UPDATE app.call_case c SET amended = true
          FROM unnest(fresh) r
         WHERE r.type IN ('correction', 'attempt_voided') AND c.campaign = r.campaign AND c.id = r.case_id AND NOT c.amended;
    END IF;
    IF types && ARRAY['call_started', 'call_ended', 'attempt_voided', 'correction'] THEN
        PERFORM app.apply_attempts(fresh, types, late OR amends);
    END IF;
    IF stops THEN
        persons := app.apply_stops(fresh, me);
    END IF;
    IF numbers THEN
        PERFORM app.apply_numbers(fresh);
    END IF;
    IF types && ARRAY['answers_recorded', 'right_exercised', 'undertaking_signed', 'correction'] THEN
        PERFORM app.apply_records(fresh, me);
    END IF;

    IF types && ARRAY['incoming_slip'] THEN
        PERFORM app.apply_slips(fresh, me);
    END IF;

    IF persons IS NOT NULL OR types && ARRAY['call_ended', 'callback_set', 'handed_over', 'interview_decided', 'offer_decided',
            'request_made', 'contact_change_proposed', 'authorisation_given', 'authorisation_withdrawn', 'attempt_voided', 'correction'] THEN
        IF NOT (late OR amends OR stops) THEN
            added := app.add_results(fresh);
        END IF;
        SELECT array_agg(w.campaign ORDER BY w.campaign, w.id), array_agg(w.id ORDER BY w.campaign, w.id) INTO codes, cases
          FROM (SELECT r.campaign, r.case_id AS id FROM unnest(fresh) r
                 WHERE r.contact_id IS NOT NULL
                   AND r.type IN ('call_ended', 'callback_set', 'handed_over', 'interview_decided', 'offer_decided', 'request_made',
                                  'contact_change_proposed', 'authorisation_given', 'authorisation_withdrawn', 'attempt_voided', 'correction')
                UNION
                SELECT c.campaign, c.id FROM app.call_case c WHERE c.contact_id = ANY (persons)) w
         WHERE w.id <> ALL (added);
        IF cases IS NOT NULL THEN
            PERFORM app.refold(codes, cases, me);
        END IF;
    END IF;
    IF types && ARRAY['message_read'] THEN
        PERFORM app.apply_messages_read(fresh, me);
    END IF;
    IF types && ARRAY['handed_over', 'call_ended'] THEN
        PERFORM app.apply_hand_overs(fresh);
    END IF;
    IF types && ARRAY['call_started', 'call_ended', 'reached', 'interview_decided', 'offer_decided', 'callback_set', 'opposition_made',
                      'authorisation_withdrawn', 'attempt_voided', 'correction'] THEN
        PERFORM app.apply_rollups(fresh, before, me);
    END IF;
END $$;

-- Attempts on the person and the number, for the limits: incoming calls and voided attempts do not count. `again`: something came
-- late or was amended, so the attempts of these cases are read again from their events.
CREATE OR REPLACE FUNCTION app.apply_attempts(fresh app.pushed[], types text[], again boolean) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    IF types && ARRAY['call_started'] THEN
        INSERT INTO app.reach_attempt (attempt_id, number_hmac, contact_id, campaign, at, counts)
        SELECT DISTINCT ON (r.body ->> 'attempt', r.contact_id)
               (r.body ->> 'attempt')::uuid, p.number_hmac, r.contact_id, r.campaign, r.at, NOT (r.body ->> 'incoming')::boolean
          FROM unnest(fresh) r
          JOIN app.phone p ON p.contact_id = r.contact_id AND p.id = (r.body ->> 'phone')::uuid
         WHERE r.type = 'call_started'
        ON CONFLICT DO NOTHING;
    END IF;
    IF types && ARRAY['call_ended'] THEN
        WITH found AS MATERIALIZED (
            SELECT k.ctid AS place, r.body ->> 'disposition' AS disposition
              FROM unnest(fresh) r, LATERAL (
                   SELECT a.ctid FROM app.reach_attempt a
                    WHERE a.attempt_id = (r.body ->> 'attempt')::uuid AND a.contact_id = r.contact_id OFFSET 0) k
             WHERE r.type = 'call_ended'
        )
        UPDATE app.reach_attempt a SET disposition = f.disposition FROM found f WHERE a.ctid = f.place;
    END IF;
    IF again THEN
        UPDATE app.reach_attempt a
           SET counts = NOT s.voided AND NOT s.incoming, disposition = s.disposition
          FROM (SELECT (v.body ->> 'attempt')::uuid AS attempt, c.contact_id,
                       bool_or(v.type = 'attempt_voided') AS voided,
                       coalesce(bool_or((v.body ->> 'incoming')::boolean) FILTER (WHERE v.type = 'call_started'), false) AS incoming,
                       (array_agg(v.body ->> 'disposition' ORDER BY v.epoch DESC, v.seq DESC, v.fix DESC)
                            FILTER (WHERE v.type = 'call_ended'))[1] AS disposition
                  FROM (SELECT DISTINCT r.campaign, r.case_id, r.contact_id FROM unnest(fresh) r WHERE r.contact_id IS NOT NULL) c,
                       LATERAL app.valid_events(c.campaign, c.case_id) v
                 WHERE v.type IN ('call_started', 'call_ended', 'attempt_voided') AND v.body ->> 'attempt' IS NOT NULL
                 GROUP BY 1, 2) s
         WHERE a.attempt_id = s.attempt AND a.contact_id = s.contact_id
           AND (a.counts, a.disposition) IS DISTINCT FROM (NOT s.voided AND NOT s.incoming, s.disposition);
    END IF;
END $$;

-- Opt-outs, opt-ins, oppositions, deaths: into the person's history, then onto the person. A disposition that blocks the person
-- counts as its own withdrawal, should the event that says so be missing. Returns the persons whose cases must be looked at.
CREATE OR REPLACE FUNCTION app.apply_stops(fresh app.pushed[], me text) RETURNS uuid[]
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    INSERT INTO app.contact_authorisation (event_id, contact_id, organisme, channel, state, lifts, attempt, at, login)
    SELECT r.id, r.contact_id, r.organisme,
           CASE r.type WHEN 'opposition_made' THEN 'study'
                       WHEN 'call_ended' THEN CASE g.regime WHEN 'study' THEN 'study' ELSE 'phone' END
                       WHEN 'correction' THEN ''
                       ELSE r.body ->> 'channel' END,
           CASE r.type WHEN 'authorisation_given' THEN 'given' WHEN 'correction' THEN 'corrected' ELSE 'withdrawn' END,
           CASE r.type WHEN 'correction' THEN (r.body ->> 'supersedes')::uuid ELSE (r.body ->> 'lifts')::uuid END,
           (r.body ->> 'attempt')::uuid, r.at, me
      FROM unnest(fresh) r
      JOIN app.campaign g ON g.code = r.campaign
      LEFT JOIN app.disposition_effect e ON r.type = 'call_ended' AND e.disposition = r.body ->> 'disposition'
     WHERE r.contact_id IS NOT NULL
       AND (r.type IN ('authorisation_given', 'authorisation_withdrawn', 'opposition_made', 'correction')
            OR e.blocks_person AND e.disposition <> 'DCD')
    ON CONFLICT DO NOTHING;
    RETURN app.refresh_contacts(ARRAY(
        SELECT DISTINCT r.contact_id FROM unnest(fresh) r
         WHERE r.contact_id IS NOT NULL
           AND r.type IN ('authorisation_given', 'authorisation_withdrawn', 'opposition_made', 'correction', 'attempt_voided', 'call_ended')));
END $$;

-- Wrong numbers and dead ones block the number for every case and campaign; the correction of the event that said so frees it.
-- Whoever holds a case of somebody with that number sees it at the next sync.
CREATE OR REPLACE FUNCTION app.apply_numbers(fresh app.pushed[]) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    UPDATE app.reach h SET wrong_at = NULL, out_of_service_at = NULL, declared_by = NULL
      FROM (SELECT DISTINCT r.campaign, r.case_id, r.contact_id FROM unnest(fresh) r WHERE r.type IN ('correction', 'attempt_voided')) c
      JOIN app.phone p ON p.contact_id = c.contact_id
     WHERE h.number_hmac = p.number_hmac AND h.declared_by IS NOT NULL
       AND EXISTS (SELECT FROM app.case_events(c.campaign, c.case_id) e WHERE e.id = h.declared_by)
       AND h.declared_by NOT IN (SELECT v.id FROM app.valid_events(c.campaign, c.case_id) v);
    WITH declared AS (
        SELECT DISTINCT ON (p.number_hmac) p.number_hmac, v.id, v.at, v.body ->> 'disposition' = 'FNUM' AS wrong
          FROM (SELECT DISTINCT r.campaign, r.case_id, r.contact_id FROM unnest(fresh) r
                 WHERE r.type IN ('call_ended', 'correction', 'attempt_voided') AND r.contact_id IS NOT NULL) c,
               LATERAL app.valid_events(c.campaign, c.case_id) v
          JOIN app.disposition_effect e ON e.disposition = v.body ->> 'disposition' AND e.blocks_number
          JOIN app.phone p ON p.id = (v.body ->> 'phone')::uuid
         WHERE v.type = 'call_ended' AND p.contact_id = c.contact_id
         ORDER BY p.number_hmac, v.at, v.id
    ), kept AS (
        INSERT INTO app.reach AS h (number_hmac, wrong_at, out_of_service_at, declared_by)
        SELECT d.number_hmac, CASE WHEN d.wrong THEN d.at END, CASE WHEN NOT d.wrong THEN d.at END, d.id FROM declared d
        ON CONFLICT (number_hmac) DO UPDATE
           SET wrong_at = coalesce(h.wrong_at, excluded.wrong_at),
               out_of_service_at = coalesce(h.out_of_service_at, excluded.out_of_service_at),
               declared_by = coalesce(h.declared_by, excluded.declared_by)
        RETURNING h.number_hmac
    )
    UPDATE app.call_case c SET revision = c.revision + 1
      FROM kept k JOIN app.phone p ON p.number_hmac = k.number_hmac
     WHERE c.contact_id = p.contact_id AND c.lease_id IS NOT NULL;
END $$;

-- Answers to a study (apart from the person, unless the person is opposed), rights exercised, the signed undertaking.
CREATE OR REPLACE FUNCTION app.apply_records(fresh app.pushed[], me text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    INSERT INTO app.study_answer AS s (campaign, study_id, answers, at, epoch, seq)
    SELECT DISTINCT ON (a.campaign, a.case_id) a.campaign, app.hmac('study:' || a.case_id), a.answers, date_trunc('day', a.at), a.epoch, a.seq
      FROM (SELECT r.campaign, r.case_id, r.contact_id, r.body -> 'answers' AS answers, r.at, r.epoch, r.seq
              FROM unnest(fresh) r WHERE r.type = 'answers_recorded'
            UNION ALL
            SELECT r.campaign, r.case_id, r.contact_id, r.body #> '{replacement,answers}', r.at, r.epoch, r.seq
              FROM unnest(fresh) r
             WHERE r.type = 'correction' AND jsonb_typeof(r.body #> '{replacement,answers}') = 'object') a
      JOIN app.contact t ON t.id = a.contact_id AND t.opposed_at IS NULL
     ORDER BY a.campaign, a.case_id, a.epoch DESC, a.seq DESC
    ON CONFLICT (campaign, study_id) DO UPDATE
       SET answers = excluded.answers, at = excluded.at, epoch = excluded.epoch, seq = excluded.seq
     WHERE (s.epoch, s.seq) < (excluded.epoch, excluded.seq);
    DELETE FROM app.study_answer s
     USING unnest(fresh) r
     WHERE r.type = 'correction' AND jsonb_typeof(r.body -> 'replacement') IS DISTINCT FROM 'object'
       AND s.campaign = r.campaign AND s.study_id = app.hmac('study:' || r.case_id) AND (s.epoch, s.seq) < (r.epoch, r.seq)
       AND EXISTS (SELECT FROM app.case_events(r.campaign, r.case_id) e
                    WHERE e.id = (r.body ->> 'supersedes')::uuid AND e.type = 'answers_recorded');

    INSERT INTO app.right_request (event_id, campaign, case_id, kind, at, login)
    SELECT r.id, r.campaign, r.case_id, r.body ->> 'right', r.at, me FROM unnest(fresh) r WHERE r.type = 'right_exercised'
    ON CONFLICT DO NOTHING;

    UPDATE app.person p SET undertaking_version = r.body ->> 'version', undertaking_at = r.at
      FROM unnest(fresh) r
     WHERE r.type = 'undertaking_signed' AND p.login = me AND (p.undertaking_at IS NULL OR p.undertaking_at <= r.at);
END $$;

-- The figures behind the boards, aggregated over the batch and written once, in key order (decision 12). Days and hours are
-- those of Paris. What came late, amends, or comes to a case that was amended may change what others of the case are worth.
CREATE OR REPLACE FUNCTION app.apply_rollups(fresh app.pushed[], before app.rollup[], me text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    IF before IS NOT NULL THEN
        PERFORM app.move_figures(before, ARRAY(SELECT app.case_figures(c.campaign, c.case_id) FROM app.cases_of(fresh) c));
        RETURN;
    END IF;
    INSERT INTO app.rollup AS k (day, campaign, organisme, login, measure, n)
    SELECT (r.at AT TIME ZONE 'Europe/Paris')::date, r.campaign, r.organisme, me, m.measure, count(*)
      FROM unnest(fresh) r, unnest(app.measures(r.type, r.body, r.at)) AS m (measure)
     WHERE r.organisme IS NOT NULL
       AND r.type IN ('call_ended', 'call_started', 'reached', 'interview_decided', 'offer_decided', 'callback_set',
                      'opposition_made', 'authorisation_withdrawn')
     GROUP BY 1, 2, 3, 5
     ORDER BY 1, 2, 3, 5
    ON CONFLICT (day, campaign, organisme, login, measure) DO UPDATE SET n = k.n + excluded.n;
END $$;

-- The cases that a batch tells of, once each.
CREATE OR REPLACE FUNCTION app.cases_of(fresh app.pushed[]) RETURNS TABLE (campaign text, case_id uuid)
LANGUAGE sql IMMUTABLE
AS $$ SELECT DISTINCT r.campaign, r.case_id FROM unnest(fresh) r WHERE r.organisme IS NOT NULL $$;

-- What a case adds to the figures: a function of the set of its events, so that the order in which they came does not matter. A correction
-- counts on the day of what was first told; a wish stands whatever becomes of the call in which it was said.
CREATE OR REPLACE FUNCTION app.case_figures(code text, of_case uuid) RETURNS SETOF app.rollup
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    WITH counting (type, at, login, body) AS (
        SELECT v.type, v.told_at, v.login, v.body FROM app.valid_events(code, of_case) v
         WHERE v.type NOT IN ('opposition_made', 'authorisation_withdrawn')
        UNION ALL
        SELECT s.type, s.at, s.login, s.text::jsonb -> 'body' FROM app.case_events(code, of_case) s
         WHERE s.text <> '' AND NOT s.dropped AND s.type IN ('opposition_made', 'authorisation_withdrawn')
    )
    SELECT (e.at AT TIME ZONE 'Europe/Paris')::date, code, c.organisme, e.login, m.measure, count(*)
      FROM app.call_case c, counting e, unnest(app.measures(e.type, e.body, e.at)) AS m (measure)
     WHERE c.campaign = code AND c.id = of_case
     GROUP BY 1, 3, 4, 5
$$;

-- From what cases added to the figures before to what they add now.
CREATE OR REPLACE FUNCTION app.move_figures(before app.rollup[], now_worth app.rollup[]) RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, app, pg_temp
AS $$
    INSERT INTO app.rollup AS k (day, campaign, organisme, login, measure, n)
    SELECT f.day, f.campaign, f.organisme, f.login, f.measure, sum(f.n)
      FROM (SELECT b.day, b.campaign, b.organisme, b.login, b.measure, -b.n AS n FROM unnest(before) b
            UNION ALL SELECT a.day, a.campaign, a.organisme, a.login, a.measure, a.n FROM unnest(now_worth) a) f
     GROUP BY 1, 2, 3, 4, 5 HAVING sum(f.n) <> 0
     ORDER BY 1, 2, 3, 4, 5
    ON CONFLICT (day, campaign, organisme, login, measure) DO UPDATE SET n = k.n + excluded.n
$$;

-- The figures that one event adds to, once each.
CREATE OR REPLACE FUNCTION app.measures(type text, body jsonb, at timestamptz) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
    CASE type
        WHEN 'call_ended' THEN
            RETURN ARRAY['disposition:' || (body ->> 'disposition'),
                         'hour:' || to_char(at AT TIME ZONE 'Europe/Paris', 'HH24') || ':' || (body ->> 'disposition')];
        WHEN 'call_started' THEN
            IF body ->> 'incoming' = 'false' THEN
                RETURN ARRAY['attempts'];
            END IF;
        WHEN 'reached' THEN
            IF body ->> 'who' = 'person' THEN
                RETURN ARRAY['reached'];
            END IF;
        WHEN 'interview_decided' THEN
            RETURN ARRAY[CASE body ->> 'accepted' WHEN 'true' THEN 'interviews' ELSE 'interview_refused' END];
        WHEN 'offer_decided' THEN
            RETURN ARRAY['offer_' || (body ->> 'decision')];
        WHEN 'callback_set' THEN
            IF body ->> 'reason' IS NULL THEN
                RETURN ARRAY['callbacks'];
            END IF;
        WHEN 'opposition_made' THEN
            RETURN ARRAY['opt_outs'];
        WHEN 'authorisation_withdrawn' THEN
            IF body ->> 'channel' = 'phone' THEN
                RETURN ARRAY['opt_outs'];
            END IF;
        ELSE
            NULL;
    END CASE;
    RETURN '{}';
END $$;
