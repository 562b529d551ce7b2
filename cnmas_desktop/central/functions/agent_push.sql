-- Take a batch of events: sync.protocol.EventAnswer objects, in the order sent. Nothing is ever refused but a batch that no
-- honest client sends; a bad event is kept apart with its reason and never delays the others (reliability I6).
--
-- One call goes the short way of app.push_call, any other batch as one set. Only if something in it fails is each text taken alone, in a subtransaction of its own.
CREATE OR REPLACE FUNCTION agent.push(device uuid, texts text[]) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
-- Every question is a look-up by key. The lease tables fill and empty faster than statistics follow: never plan by them.
SET plan_cache_mode = force_generic_plan SET jit = off SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
BEGIN
    RETURN app.push_as(app.require('agent'), device, texts);
END $$;

-- The same under the name of `me`: an agent's own push, or the operator who brings in a sealed journal (app_recovery.sql).
CREATE OR REPLACE FUNCTION app.push_as(me text, device uuid, texts text[]) RETURNS json
LANGUAGE plpgsql
AS $$
#variable_conflict use_variable
DECLARE
    answer json;
    answers json[];
    place integer;
    last_seq bigint;
BEGIN
    PERFORM set_config('synchronous_commit', 'on', true);  -- an acknowledged event is on disk, whatever the session was told
    IF device IS NULL OR cardinality(texts) > 500 OR octet_length(array_to_string(texts, '')) > 1048576
       OR array_position(texts, NULL) IS NOT NULL THEN
        PERFORM app.refuse();
    END IF;
    IF coalesce(cardinality(texts), 0) = 0 THEN
        IF NOT EXISTS (SELECT FROM app.device d WHERE d.id = device AND d.login = me) THEN
            PERFORM app.refuse();
        END IF;
        RETURN '[]';
    END IF;
    BEGIN
        -- The batches of one person take turns, on whatever devices: what is a duplicate is then plain to see. Locked where the row will be
        -- written: by a transaction and a part of it together it would be a lock of two, which is written down by itself.
        SELECT max(d.max_seq) FILTER (WHERE d.id = device) INTO last_seq
          FROM (SELECT k.id, k.max_seq FROM app.device k WHERE k.login = me ORDER BY k.id FOR NO KEY UPDATE) d;
        IF last_seq IS NULL THEN
            PERFORM app.refuse();
        END IF;
        answer := app.push_call(me, device, last_seq, texts);
        IF answer IS NULL THEN
            answer := app.push_batch(me, device, app.read_events(texts));
        END IF;
        RETURN answer;
    EXCEPTION WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded OR invalid_parameter_value THEN
        PERFORM FROM app.device k WHERE k.login = me ORDER BY k.id FOR NO KEY UPDATE;
    END;
    FOR place IN 1 .. cardinality(texts) LOOP
        BEGIN
            answers[place] := app.push_batch(me, device, app.read_events(texts[place : place])) -> 0;
        EXCEPTION
            WHEN unique_violation THEN
                answers[place] := app.push_batch(me, device, app.judged(app.read_events(texts[place : place]), 'conflict', 'same_id_other_content')) -> 0;
            WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded OR invalid_parameter_value THEN
                answers[place] := app.push_batch(me, device, ARRAY[app.rescue_event(texts[place])]) -> 0;
        END;
    END LOOP;
    RETURN array_to_json(answers);
END $$;

-- A single event with its verdict already given.
CREATE OR REPLACE FUNCTION app.judged(rows app.pushed[], verdict text, why text) RETURNS app.pushed[]
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE one app.pushed := rows[1];
BEGIN
    one.status := verdict;
    one.reason := why;
    RETURN ARRAY[one];
END $$;

-- Was this moment outside the hours that the rule gives for the zone of the number? Unknown hours are no offence.
CREATE OR REPLACE FUNCTION app.outside_hours(rule_name text, phone_id uuid, moment timestamptz) RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    RETURN coalesce((
        SELECT moment >= upper(w.span) FROM app.phone p, app.legal_window w
         WHERE p.id = phone_id AND w.rule = rule_name AND w.zone = p.zone AND lower(w.span) <= moment
         ORDER BY lower(w.span) DESC LIMIT 1), false);
END $$;

-- Was this part of a call after the person had asked, in another call, not to be called?
CREATE OR REPLACE FUNCTION app.after_opt_out(contact uuid, moment timestamptz, in_attempt text) RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT EXISTS (
        SELECT FROM app.standing(contact) s
          JOIN app.contact_authorisation h ON h.event_id = s.event_id AND h.contact_id = contact
         WHERE s.channel IN ('phone', 'study') AND s.state = 'withdrawn' AND s.at < moment
           AND h.attempt::text IS DISTINCT FROM in_attempt)
       AND NOT EXISTS (SELECT FROM app.reach_attempt a WHERE a.attempt_id::text = in_attempt AND NOT a.counts)
$$;

-- One batch, as a set. Rows may come with a verdict (`status`); the others are judged here:
--   duplicate           same place in the device's sequence, same bytes
--   conflict            same id, other bytes: kept in quarantine, never "done"
--   quarantined(reason) wrong_device, invalid, not_held (no lease in the history: design section 6, rule 5)
--   flagged(reason)     cloned_device, restored, stale_lease, after_close, after_opt_out, outside_hours: applied all the same
-- `restored`: this centre gave the lease (its id proves it: app.lease_proof), then was put back from an older backup, or another server
-- took over; nobody has taken the case since. There is nothing to decide about it.
CREATE OR REPLACE FUNCTION app.push_batch(me text, via uuid, rows app.pushed[]) RETURNS json
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    judged app.pushed[];
    fresh app.pushed[];
    kept_apart boolean;
    accesses boolean;
    all_fresh boolean;
    answers json;
    types text[];
    last_seq bigint;
    cloned uuid[];
    foreign_desk boolean;  -- something was told by another desk than the one that had the lease
    forgotten boolean;
    amended boolean;
    before app.rollup[];
    seconds double precision;
    late boolean;
    others boolean;        -- something of another desk, whose journal was brought
    arrived integer;       -- of what the desk said that it had not sent
BEGIN
    SELECT coalesce(bool_or(r.device <> via), false),
           bool_or(r.seq IS NULL OR r.seq <= CASE WHEN r.device = via THEN d.max_seq ELSE (SELECT k.max_seq FROM app.device k WHERE k.id = r.device) END)
           IS TRUE
      INTO others, late
      FROM unnest(rows) r, app.device d WHERE d.id = via;
    IF others THEN
        PERFORM app.recall_devices(me, rows);
    END IF;
    PERFORM FROM (SELECT DISTINCT r.campaign, r.case_id, r.epoch FROM unnest(rows) r WHERE r.case_id IS NOT NULL
                   ORDER BY r.campaign, r.case_id) w,
        LATERAL (SELECT FROM app.call_case c
                  WHERE c.campaign = w.campaign AND c.id = w.case_id
                    AND (SELECT l.login FROM app.lease l
                          WHERE l.campaign = w.campaign AND l.case_id = w.case_id AND l.epoch = w.epoch) = me
                    FOR UPDATE OF c) locked;

    IF late THEN
        -- What is known at the same place of the sequence. A place taken by another id: the device was copied (decision 24);
        -- another id is another fact, so it is taken, but the device may go on no longer.
        rows := ARRAY(
            SELECT ROW (r.n, r.text, r.sha256, r.id, r.type, r.device, r.seq, r.prev, r.case_id, r.campaign, r.lease_id, r.epoch, r.at,
                        r.body, r.contact_id, r.organisme,
                        CASE WHEN known.same THEN known.status WHEN known.same_id THEN 'conflict' ELSE r.status END,
                        CASE WHEN known.same THEN known.reason WHEN known.same_id THEN 'same_id_other_content'
                             WHEN known.same IS NOT NULL AND r.status IS NULL THEN 'cloned_device' ELSE r.reason END, NULL)::app.pushed
              FROM unnest(rows) r
              LEFT JOIN app.device d ON d.id = r.device AND d.login = me
              LEFT JOIN LATERAL (
                   SELECT bool_or(k.sha256 = r.sha256) AS same, bool_or(k.id = r.id) AS same_id,
                          min(k.status) FILTER (WHERE k.sha256 = r.sha256) AS status,
                          min(k.reason) FILTER (WHERE k.sha256 = r.sha256) AS reason
                     FROM (SELECT e.id, e.sha256, 'duplicate' AS status, NULL AS reason FROM app.event_key e
                            WHERE e.device = d.id AND e.seq = r.seq
                           UNION ALL
                           SELECT a.id, a.sha256, 'duplicate', NULL FROM app.audit a WHERE a.device = d.id AND a.seq = r.seq
                           UNION ALL
                           SELECT q.event_id, q.sha256, q.status, q.reason FROM app.quarantine q
                            WHERE q.device = coalesce(d.id, via) AND q.sha256 = r.sha256
                              AND q.decision IS DISTINCT FROM 'kept') k) known ON true
             ORDER BY r.n);
        cloned := ARRAY(
            SELECT DISTINCT r.device FROM unnest(rows) r
             WHERE r.reason = 'cloned_device' OR r.reason = 'same_id_other_content'
                -- two that were both kept apart betray a copy as well
                OR EXISTS (SELECT FROM app.quarantine q
                            WHERE q.device = r.device AND q.seq = r.seq AND q.sha256 <> r.sha256 AND q.event_id IS NOT NULL));
        UPDATE app.device d SET status = 'cloned' WHERE d.id = ANY (cloned) AND d.login = me AND d.status = 'active';
    END IF;

    -- OFFSET 0: each row is looked up by its key, and each verdict is reached once, not once for every place that names it.
    SELECT array_agg(ROW (r.n, r.text, r.sha256, r.id, r.type, r.device, r.seq, r.prev, r.case_id, r.campaign, r.lease_id, r.epoch, r.at,
                          r.body, c.contact_id, c.organisme, v.status, v.reason, c.cohort)::app.pushed),
           bool_or(v.status IN ('quarantined', 'conflict')),
           bool_or(r.type IN ('record_opened', 'field_revealed')),
           bool_and(v.status IN ('applied', 'flagged') AND r.type NOT IN ('record_opened', 'field_revealed')),
           json_agg(json_build_object('event_id', r.id, 'status', v.status, 'reason', v.reason) ORDER BY r.n),
           array_agg(DISTINCT r.type) FILTER (WHERE v.status IN ('applied', 'flagged')),
           max(r.seq) FILTER (WHERE v.status <> 'duplicate'),
           bool_or(p.forgotten),
           bool_or(r.case_id IS NOT NULL AND l.device IS DISTINCT FROM r.device),
           bool_or(c.amended)
      INTO judged, kept_apart, accesses, all_fresh, answers, types, last_seq, forgotten, foreign_desk, amended
      FROM unnest(rows) r
      LEFT JOIN LATERAL (SELECT k.id FROM app.device k WHERE others AND k.id = r.device AND k.login = me OFFSET 0) o ON true
      LEFT JOIN LATERAL (SELECT k.id, k.epoch, k.device, k.ended_at, k.end_reason FROM app.lease k
                          WHERE k.campaign = r.campaign AND k.case_id = r.case_id AND k.epoch = r.epoch AND k.login = me OFFSET 0) l ON true
      LEFT JOIN LATERAL (SELECT CASE WHEN r.status IS NOT NULL OR r.case_id IS NULL THEN false
                                     WHEN l.id IS NOT NULL THEN l.end_reason = 'restored'
                                     ELSE app.lease_given(r.lease_id, r.case_id, r.epoch, me) END AS forgotten OFFSET 0) p ON true
      LEFT JOIN LATERAL (SELECT k.id, k.epoch, k.contact_id, k.organisme, k.cohort, k.amended FROM app.call_case k
                          WHERE k.campaign = r.campaign AND k.id = r.case_id AND (l.id IS NOT NULL OR p.forgotten) OFFSET 0) c ON true
      LEFT JOIN LATERAL (SELECT k.id, k.do_not_call_at, k.opposed_at FROM app.contact k WHERE k.id = c.contact_id OFFSET 0) t ON true
      LEFT JOIN LATERAL (SELECT k.state, k.closes_at, k.calling_rule FROM app.campaign k WHERE k.code = r.campaign OFFSET 0) g ON true,
      LATERAL (SELECT CASE
                   WHEN r.status IS NOT NULL THEN NULL
                   WHEN octet_length(r.text) > 16384 THEN 'invalid'
                   WHEN CASE WHEN others THEN o.id IS NULL ELSE r.device IS NULL END THEN 'wrong_device'
                   WHEN r.type = 'call_ended' AND NOT EXISTS (
                        SELECT FROM app.disposition_effect x WHERE x.disposition = r.body ->> 'disposition') THEN 'invalid'
                   WHEN r.case_id IS NOT NULL AND l.id IS NULL AND c.id IS NULL THEN 'not_held'
               END AS bad,
               CASE WHEN r.reason = 'cloned_device' THEN r.reason
                    WHEN r.case_id IS NULL OR r.type IN ('record_opened', 'field_revealed') THEN NULL
                    WHEN CASE WHEN p.forgotten THEN app.overtaken(r.campaign, r.case_id, r.epoch, me)
                              ELSE c.id IS NULL OR l.epoch < c.epoch
                                   OR l.ended_at IS NOT NULL AND l.end_reason <> 'finished' END THEN 'stale_lease'
                    WHEN g.state = 'closed' OR g.closes_at <= now() THEN 'after_close'
                    WHEN least(t.do_not_call_at, t.opposed_at) < r.at IS TRUE
                         AND r.type IN ('call_started', 'call_ended', 'interview_decided', 'offer_decided')
                         AND NOT EXISTS (SELECT FROM unnest(rows) i WHERE i.type = 'call_started' AND i.body ->> 'incoming' = 'true'
                                                                      AND i.body ->> 'attempt' = r.body ->> 'attempt')
                         AND app.after_opt_out(t.id, r.at, r.body ->> 'attempt') THEN 'after_opt_out'
                    WHEN r.type = 'call_started' AND r.body ->> 'incoming' = 'false'
                         AND app.outside_hours(g.calling_rule, (r.body ->> 'phone')::uuid, r.at) THEN 'outside_hours'
                    WHEN p.forgotten THEN 'restored'
               END AS remark OFFSET 0) w,
      LATERAL (SELECT coalesce(r.status, CASE WHEN w.bad IS NOT NULL THEN 'quarantined' WHEN w.remark IS NOT NULL THEN 'flagged' ELSE 'applied' END)
                      AS status,
                      CASE WHEN r.status IS NULL THEN coalesce(w.bad, w.remark)
                           WHEN r.status <> 'duplicate' THEN r.reason END AS reason OFFSET 0) v;
    fresh := judged;
    IF NOT all_fresh THEN
        SELECT array_agg(r) INTO fresh FROM unnest(judged) r
         WHERE r.status IN ('applied', 'flagged') AND r.type NOT IN ('record_opened', 'field_revealed');
    END IF;

    IF forgotten THEN
        PERFORM app.go_above(judged);
    END IF;
    IF fresh IS NOT NULL THEN
        IF late OR amended OR types && ARRAY['correction', 'attempt_voided'] THEN
            before := ARRAY(SELECT app.case_figures(c.campaign, c.case_id) FROM app.cases_of(fresh) c);
        END IF;
        INSERT INTO app.event_key (id, device, seq, sha256, prev_hash) SELECT r.id, r.device, r.seq, r.sha256, r.prev FROM unnest(fresh) r;
        INSERT INTO app.event (campaign, cohort, id, device, seq, type, case_id, epoch, lease_id, login, at, text, status, reason)
        SELECT r.campaign, coalesce(r.cohort, app.this_month()), r.id, r.device, r.seq, r.type, r.case_id, r.epoch, r.lease_id, me, r.at,
               CASE WHEN r.type IN ('answers_recorded', 'incoming_slip') THEN '' ELSE r.text END, r.status, r.reason
          FROM unnest(fresh) r;
        INSERT INTO app.flagged (id, campaign, case_id, type, login, reason)
        SELECT r.id, r.campaign, r.case_id, r.type, me, r.reason FROM unnest(fresh) r WHERE r.status = 'flagged' AND r.reason <> 'restored';
        IF foreign_desk THEN  -- what it says may be newer than what the holder will tell next
            UPDATE app.call_case c SET amended = true
              FROM unnest(fresh) r
             WHERE c.campaign = r.campaign AND c.id = r.case_id AND NOT c.amended
               AND NOT EXISTS (SELECT FROM app.lease l WHERE l.campaign = r.campaign AND l.case_id = r.case_id AND l.epoch = r.epoch
                                                         AND l.device = r.device);
        END IF;
        PERFORM app.apply_events(fresh, types, me, late, before);
    END IF;
    IF accesses THEN
        INSERT INTO app.audit (id, device, seq, login, type, campaign, case_id, detail, at, sha256, prev_hash, text)
        SELECT r.id, r.device, r.seq, me, r.type, nullif(r.campaign, ''), r.case_id, r.body, r.at, r.sha256, r.prev, r.text
          FROM unnest(judged) r
         WHERE r.status IN ('applied', 'flagged') AND r.type IN ('record_opened', 'field_revealed');
    END IF;
    IF kept_apart THEN
        INSERT INTO app.quarantine (event_id, device, seq, login, campaign, case_id, status, reason, text, sha256)
        SELECT r.id, coalesce(d.id, via), CASE WHEN d.id IS NOT NULL THEN r.seq END, me, nullif(r.campaign, ''), r.case_id,
               r.status, r.reason, r.text, r.sha256
          FROM unnest(judged) r LEFT JOIN app.device d ON d.id = r.device AND d.login = me
         WHERE r.status IN ('quarantined', 'conflict')
        ON CONFLICT DO NOTHING;
    END IF;
    arrived := cardinality(judged);
    IF late THEN
        UPDATE app.device d SET reported_pending = greatest(d.reported_pending - arrived, 0),
               oldest_pending_at = CASE WHEN d.reported_pending > arrived THEN d.oldest_pending_at END
         WHERE d.id = via AND d.reported_pending > 0;
        arrived := 0;
    END IF;
    IF last_seq IS NOT NULL THEN
        seconds := extract(epoch FROM clock_timestamp() - statement_timestamp());
        UPDATE app.device d SET max_seq = s.seq, last_hash = s.sha256, last_contact_at = now(),
               reported_pending = greatest(d.reported_pending - arrived, 0),
               oldest_pending_at = CASE WHEN d.reported_pending > arrived THEN d.oldest_pending_at END,
               push_slots[app.push_slot(seconds)] = d.push_slots[app.push_slot(seconds)] + 1, push_seconds = d.push_seconds + seconds
          FROM (SELECT DISTINCT ON (r.device) r.device, r.seq, r.sha256 FROM unnest(judged) r
                 WHERE r.seq = last_seq OR late AND r.status <> 'duplicate' ORDER BY r.device, r.seq DESC) s
         WHERE d.id = s.device AND d.login = me AND s.seq > d.max_seq;
    END IF;
    RETURN answers;
END $$;
