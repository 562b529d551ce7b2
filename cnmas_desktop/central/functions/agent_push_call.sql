-- The commonest batch, taken by the shortest way: one call on a case the agent holds, told in order, that promises, amends, stops
-- and flags nothing. What it leaves behind is what app.push_batch would (tests/central/test_push_call.py holds the two against each other);
-- whatever is not as plain as that is left to it, untouched.
--
-- Why a second way: a statement on one row costs far less than the same as a set, and the events of a case need not be read
-- again to know its state when the new ones are its newest.

-- The answers of agent.push, or NULL: not such a batch, and nothing was written.
CREATE OR REPLACE FUNCTION app.push_call(me text, via uuid, last_seq bigint, texts text[]) RETURNS json
LANGUAGE plpgsql
AS $$
DECLARE
    events app.told[];     -- in the order sent
    one app.told;
    first app.told;
    kinds text[] := '{}';
    bodies jsonb[] := '{}';
    days date[] := '{}';   -- what they add to the figures
    figures text[] := '{}';
    told text[];           -- the figures of one event
    held record;
    ended app.told;        -- the call's end
    started app.told;      -- and its begin
    number bytea;          -- the code of the number called
    told_result jsonb;
    folds boolean := false;
    next_state text;
    next_class integer;
    next_at timestamptz;
    over boolean;
    answers json[];
    seconds double precision;
    number_of constant integer := cardinality(texts);
BEGIN
    IF number_of > 16 THEN
        RETURN NULL;
    END IF;
    FOR place IN 1 .. number_of LOOP
        one := jsonb_populate_record(NULL::app.told, texts[place]::jsonb);
        IF place = 1 THEN
            first := one;
        END IF;
        IF octet_length(texts[place]) > 16384 OR one.v IS DISTINCT FROM 1 OR one.id IS NULL OR one.prev IS NULL
           OR one.device IS DISTINCT FROM via OR one.seq IS DISTINCT FROM last_seq + place
           OR one."case" IS NULL OR one."case" <> first."case" OR one.epoch IS DISTINCT FROM first.epoch OR one.campaign IS DISTINCT FROM first.campaign
           OR ended.id IS NOT NULL AND one.type <> 'note_written'
           OR NOT coalesce(isfinite(one.at), false) OR NOT app.body_valid(one.type, one.body) THEN
            RETURN NULL;
        END IF;
        CASE one.type
            WHEN 'call_started' THEN
                IF started.id IS NOT NULL THEN
                    RETURN NULL;
                END IF;
                started := one;
            WHEN 'call_ended' THEN
                IF one.body ->> 'disposition' IN ('CONF', 'LANG') THEN
                    RETURN NULL;  -- it may complete a hand-over told before
                END IF;
                ended := one;
            WHEN 'interview_decided', 'offer_decided', 'request_made', 'contact_change_proposed' THEN
                folds := true;
            WHEN 'reached', 'identity_checked', 'notice_read', 'note_written', 'case_skipped' THEN
                NULL;
            ELSE
                RETURN NULL;
        END CASE;
        events[place] := one;
        kinds[place] := one.type;
        bodies[place] := one.body;
        told := app.measures(one.type, one.body, one.at);
        IF told <> '{}' THEN
            figures := figures || told;
            days := days || array_fill((one.at AT TIME ZONE 'Europe/Paris')::date, ARRAY[cardinality(told)]);
        END IF;
        answers[place] := json_build_object('event_id', one.id, 'status', 'applied', 'reason', NULL);
    END LOOP;
    IF started.id IS NOT NULL AND ended.id IS NOT NULL AND (started.body ->> 'attempt')::uuid <> (ended.body ->> 'attempt')::uuid THEN
        RETURN NULL;
    END IF;

    -- Held by this agent on this device, not stopped or decided meanwhile, and nothing of the case is newer: the pushes of this
    -- person take turns, and what another desk told under this epoch marked the case as amended. IS NOT DISTINCT FROM uses no index: the case is found
    -- by its key, not among all that the agent holds.
    SELECT c.campaign, c.id, c.cohort, c.epoch, c.contact_id, c.organisme, c.leased_until, c.lease_id, c.result, c.result_at,
           g.calling_rule, d.allowed_states, d.max_next_days
      INTO held
      FROM app.call_case c
      JOIN app.contact t ON t.id = c.contact_id
      JOIN app.campaign g ON g.code = c.campaign
      LEFT JOIN app.disposition_effect d ON d.disposition = ended.body ->> 'disposition' AND NOT d.blocks_person AND NOT d.blocks_number
     WHERE c.campaign = first.campaign AND c.id = first."case" AND c.epoch = first.epoch
       AND c.leased_by IS NOT DISTINCT FROM me AND c.leased_device IS NOT DISTINCT FROM via AND c.epoch > c.decided_epoch
       AND c.state NOT IN ('done', 'blocked') AND NOT c.amended
       AND t.opposed_at IS NULL AND t.do_not_call_at IS NULL AND t.deceased_at IS NULL
       AND g.state <> 'closed' AND (g.closes_at IS NULL OR g.closes_at > now())
       FOR UPDATE OF c;
    IF NOT FOUND OR ended.id IS NOT NULL AND held.allowed_states IS NULL THEN
        RETURN NULL;
    END IF;
    IF ended.id IS NOT NULL THEN
        next_state := ended.body #>> '{proposal,state}';
        IF next_state IS NULL OR next_state <> ALL (held.allowed_states) THEN
            next_state := coalesce(held.allowed_states[1], 'supervisor');
        END IF;
        IF next_state = 'callback' THEN
            RETURN NULL;  -- what was promised may have come earlier
        END IF;
        next_class := coalesce((ended.body #>> '{proposal,class}')::integer, 4);
        next_at := least(coalesce((ended.body #>> '{proposal,at}')::timestamptz, ended.at),
                         ended.at + make_interval(days => coalesce(held.max_next_days, 0)));
    END IF;
    IF started.id IS NOT NULL THEN
        IF started.body ->> 'incoming' = 'false' AND app.outside_hours(held.calling_rule, (started.body ->> 'phone')::uuid, started.at) THEN
            RETURN NULL;
        END IF;
        SELECT p.number_hmac INTO number FROM app.phone p WHERE p.id = (started.body ->> 'phone')::uuid AND p.contact_id = held.contact_id;
    END IF;

    WITH keys AS (
        INSERT INTO app.event_key (id, device, seq, sha256, prev_hash)
        SELECT e.id, via, e.seq, encode(sha256(convert_to(texts[e.seq - last_seq], 'UTF8')), 'hex'), e.prev FROM unnest(events) e
    )
    INSERT INTO app.event (campaign, cohort, id, device, seq, type, case_id, epoch, lease_id, login, at, text, status)
    SELECT held.campaign, held.cohort, e.id, via, e.seq, e.type, held.id, held.epoch, e.lease, me, e.at, texts[e.seq - last_seq], 'applied'
      FROM unnest(events) e;
    IF number IS NOT NULL THEN
        INSERT INTO app.reach_attempt (attempt_id, number_hmac, contact_id, campaign, at, counts, disposition)
        VALUES ((started.body ->> 'attempt')::uuid, number, held.contact_id, held.campaign, started.at, NOT (started.body ->> 'incoming')::boolean,
                ended.body ->> 'disposition')
        ON CONFLICT DO NOTHING;
    ELSIF ended.id IS NOT NULL AND started.id IS NULL THEN
        UPDATE app.reach_attempt a SET disposition = ended.body ->> 'disposition'
         WHERE a.attempt_id = (ended.body ->> 'attempt')::uuid AND a.contact_id = held.contact_id;
    END IF;
    IF figures <> '{}' THEN
        INSERT INTO app.rollup AS k (day, campaign, organisme, login, measure, n)
        SELECT f.day, held.campaign, held.organisme, me, f.measure, count(*)
          FROM unnest(days, figures) AS f (day, measure)
         GROUP BY f.day, f.measure ORDER BY f.day, f.measure
        ON CONFLICT (day, campaign, organisme, login, measure) DO UPDATE SET n = k.n + excluded.n;
    END IF;

    told_result := CASE WHEN folds THEN app.result_with(held.result, kinds, bodies) ELSE held.result END;
    IF ended.id IS NOT NULL THEN
        over := next_state NOT IN ('fresh', 'retry', 'callback', 'interrupted') OR next_at >= held.leased_until;
        UPDATE app.call_case c
           SET state = next_state, queue_class = next_class, callable_from = next_at,
               callback = NULL, interrupted_step = CASE next_state WHEN 'interrupted' THEN ended.body ->> 'step' END,
               last_at = ended.at, disposition = ended.body ->> 'disposition', result = told_result,
               result_at = CASE WHEN told_result = '{}' THEN NULL WHEN told_result = c.result THEN c.result_at ELSE now() END,
               revision = c.revision + 1,
               lease_id = CASE WHEN NOT over THEN c.lease_id END, leased_by = CASE WHEN NOT over THEN c.leased_by END,
               leased_device = CASE WHEN NOT over THEN c.leased_device END,
               leased_until = CASE WHEN NOT over THEN c.leased_until END, withdrawn = CASE WHEN NOT over THEN c.withdrawn END
         WHERE c.campaign = held.campaign AND c.id = held.id;
        IF over THEN
            UPDATE app.lease l SET ended_at = now(), end_reason = 'finished'
             WHERE l.campaign = held.campaign AND l.case_id = held.id AND l.epoch = held.epoch AND l.ended_at IS NULL;
            PERFORM app.free_contacts(ARRAY[held.contact_id]);
        END IF;
    ELSIF folds THEN
        UPDATE app.call_case c
           SET result = told_result, revision = c.revision + 1,
               result_at = CASE WHEN told_result = '{}' THEN NULL WHEN told_result = c.result THEN c.result_at ELSE now() END
         WHERE c.campaign = held.campaign AND c.id = held.id;
    END IF;
    seconds := extract(epoch FROM clock_timestamp() - statement_timestamp());
    UPDATE app.device d
       SET max_seq = last_seq + number_of, last_hash = encode(sha256(convert_to(texts[number_of], 'UTF8')), 'hex'), last_contact_at = now(),
           reported_pending = greatest(d.reported_pending - number_of, 0),
           oldest_pending_at = CASE WHEN d.reported_pending > number_of THEN d.oldest_pending_at END,
           push_slots[app.push_slot(seconds)] = d.push_slots[app.push_slot(seconds)] + 1, push_seconds = d.push_seconds + seconds
     WHERE d.id = via;
    RETURN array_to_json(answers);
END $$;
