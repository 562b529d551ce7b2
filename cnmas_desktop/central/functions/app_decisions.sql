-- How each act of a supervisor is done (called by supervisor.carry_out in supervisor_steering.sql); each returns how many it touched.

-- Whole persons, to each agent in turn.
CREATE OR REPLACE FUNCTION app.do_share(me text, rule jsonb, most integer, before integer) RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    agents text[] := ARRAY(SELECT jsonb_array_elements_text(rule -> 'to'));
    people uuid[];
    given integer;
BEGIN
    people := ARRAY(SELECT p.contact_id FROM (
        SELECT n.contact_id, min(n.place) AS place
          FROM (SELECT k.contact_id, row_number() OVER () AS place FROM app.named_cases(me, 'share', rule, most) k) n GROUP BY 1) p ORDER BY p.place);
    UPDATE app.call_case c SET assigned_to = agents[1 + (before + p.place - 1) % cardinality(agents)], revision = c.revision + 1
      FROM unnest(people) WITH ORDINALITY AS p (contact_id, place)
     WHERE c.campaign = rule ->> 'campaign' AND c.contact_id = p.contact_id AND c.lease_id IS NULL AND c.assigned_to IS NULL
       AND (c.state IN ('fresh', 'retry', 'callback', 'interrupted') OR app.counted_state(c.state, c.last_at) = 'stopped' AND app.of_study(c.campaign));
    GET DIAGNOSTICS given = ROW_COUNT;
    RETURN given;
END $$;

CREATE OR REPLACE FUNCTION app.do_take_back(me text, rule jsonb, most integer) RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE freed integer;
BEGIN
    UPDATE app.call_case c SET assigned_to = NULL, revision = c.revision + 1
      FROM app.named_cases(me, 'take_back', rule, most) n
     WHERE c.campaign = n.campaign AND c.id = n.id AND c.lease_id IS NULL AND c.assigned_to = rule ->> 'login';
    GET DIAGNOSTICS freed = ROW_COUNT;
    RETURN freed;
END $$;

-- Decision 7. Promises become the team's; held cases are withdrawn, or, `release_now`, free at once under a raised epoch.
CREATE OR REPLACE FUNCTION app.do_release(me text, act text, rule jsonb, most integer) RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    who constant text := rule ->> 'login';
    cases uuid[];
    held uuid[];
BEGIN
    cases := ARRAY(SELECT c.id FROM app.named_cases(me, act, rule, most) n JOIN app.call_case c ON c.campaign = n.campaign AND c.id = n.id
                    ORDER BY c.campaign, c.id FOR UPDATE OF c);
    held := ARRAY(SELECT c.id FROM app.call_case c WHERE c.id = ANY (cases) AND c.leased_by = who AND c.lease_id IS NOT NULL);
    UPDATE app.call_case c SET callback = c.callback - 'by', assigned_to = nullif(c.assigned_to, who), revision = c.revision + 1
     WHERE c.id = ANY (cases) AND (c.callback ? 'by' OR c.assigned_to = who);
    IF act = 'release_now' THEN
        PERFORM app.end_leases(held, 'released');
        UPDATE app.call_case c SET epoch = c.epoch + 1 WHERE c.id = ANY (held);
    ELSE
        UPDATE app.call_case c SET withdrawn = 'released', revision = c.revision + 1 WHERE c.id = ANY (held) AND c.withdrawn IS NULL;
    END IF;
    RETURN cardinality(cases);
END $$;

-- `reopen` or `close`: what the supervisor says holds over every event made before, late ones too.
CREATE OR REPLACE FUNCTION app.do_reopen(me text, act text, rule jsonb) RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    code text;
    place uuid;
BEGIN
    SELECT n.campaign, n.id INTO code, place FROM app.named_cases(me, act, rule, 1) n;
    IF place IS NULL THEN
        RETURN 0;
    END IF;
    PERFORM FROM app.call_case c WHERE c.campaign = code AND c.id = place FOR UPDATE;
    PERFORM app.end_leases(ARRAY[place], 'released');
    UPDATE app.call_case c SET decided_state = CASE act WHEN 'close' THEN 'done' ELSE 'retry' END, amended = true,
           decided_epoch = greatest(c.epoch, o.epoch_floor), epoch = greatest(c.epoch, o.epoch_floor) + 1
      FROM app.centre o
     WHERE c.campaign = code AND c.id = place;
    PERFORM app.refold(ARRAY[code], ARRAY[place], me);
    RETURN 1;
END $$;

CREATE OR REPLACE FUNCTION app.do_set(act text, rule jsonb) RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE wanted constant text := rule ->> 'state';
BEGIN
    CASE act
        WHEN 'set_priority' THEN
            UPDATE app.campaign k SET priority = (rule ->> 'rank')::integer WHERE k.code = rule ->> 'campaign';
        WHEN 'set_quota' THEN
            INSERT INTO app.quota_target (campaign, cell, target) VALUES (rule ->> 'campaign', rule ->> 'cell', (rule ->> 'target')::integer)
            ON CONFLICT (campaign, cell) DO UPDATE SET target = excluded.target;
            PERFORM app.sweep_quotas(rule ->> 'campaign', rule ->> 'cell');
        ELSE
            PERFORM app.campaign_to(rule ->> 'campaign', wanted, NULL);
    END CASE;
    RETURN 1;
END $$;

-- What waits: at most `most` lines kept or set aside. What is kept from quarantine is judged anew, under a lease noted as lost where there was none.
CREATE OR REPLACE FUNCTION app.do_decide(me text, rule jsonb, most integer) RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    keep constant boolean := (rule ->> 'keep')::boolean;
    lines constant uuid[] := ARRAY(
        SELECT w.id FROM app.waiting_lines(me, ARRAY(SELECT jsonb_array_elements_text(rule -> 'ids')::uuid)) w
         WHERE CASE WHEN keep THEN w.no_keep ELSE w.no_drop END = '' ORDER BY w.at, w.id LIMIT most);
    one record;
    done uuid[] := '{}';
BEGIN
    FOR one IN SELECT w.* FROM app.waiting_events(me, lines) w
                WHERE CASE WHEN keep THEN w.no_keep ELSE w.no_drop END = '' ORDER BY w.at, w.id LOOP
        IF one.kind = 'flagged' AND keep THEN
            UPDATE app.flagged f SET decided_at = now() WHERE f.id = one.id;
        ELSIF one.kind = 'flagged' THEN
            CONTINUE WHEN app.drop_event(me, one.campaign, one.id) = 0;
        ELSIF keep THEN
            CONTINUE WHEN app.keep_quarantined(one.id) = 0;
        ELSE
            UPDATE app.quarantine q SET decided_at = now(), decided_by = session_user, decision = 'dropped' WHERE q.id = one.id;
        END IF;
        done := done || one.line;
    END LOOP;
    RETURN (SELECT count(DISTINCT d) FROM unnest(done) d);
END $$;

CREATE OR REPLACE FUNCTION app.do_cancel(me text, rule jsonb, reason text, most integer) RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    one record;
    done integer := 0;
BEGIN
    FOR one IN SELECT s.slip FROM app.slips(me, ARRAY(SELECT jsonb_array_elements_text(rule -> 'ids')::uuid)) s ORDER BY s.said_at, s.slip LIMIT most LOOP
        PERFORM app.cancel_slip(me, one.slip, reason);
        done := done + 1;
    END LOOP;
    RETURN done;
END $$;

CREATE OR REPLACE FUNCTION app.drop_event(me text, code text, event uuid) RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp SET plan_cache_mode = force_custom_plan  -- so that one partition is opened
AS $$
DECLARE
    held record;
    before app.rollup[];
BEGIN
    SELECT e.case_id, e.cohort INTO held
      FROM app.flagged f JOIN app.call_case c ON c.campaign = f.campaign AND c.id = f.case_id, LATERAL app.case_events(c.campaign, c.id) e
     WHERE f.campaign = code AND f.id = event AND e.id = event AND e.type NOT IN ('authorisation_withdrawn', 'opposition_made', 'call_started') FOR UPDATE OF c;
    IF NOT FOUND THEN
        RETURN 0;
    END IF;
    before := ARRAY(SELECT app.case_figures(code, held.case_id));
    UPDATE app.flagged f SET decided_at = now() WHERE f.id = event;
    UPDATE app.event e SET dropped = true WHERE e.campaign = code AND e.cohort = held.cohort AND e.case_id = held.case_id AND e.id = event;
    PERFORM app.move_figures(before, ARRAY(SELECT app.case_figures(code, held.case_id)));
    UPDATE app.call_case c SET amended = true WHERE c.campaign = code AND c.id = held.case_id AND NOT c.amended;
    PERFORM app.refold(ARRAY[code], ARRAY[held.case_id], me);
    RETURN 1;
END $$;

CREATE OR REPLACE FUNCTION app.keep_quarantined(place uuid) RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    held app.quarantine;
    told jsonb;
BEGIN
    SELECT * INTO held FROM app.quarantine q WHERE q.id = place AND q.decided_at IS NULL FOR UPDATE;
    BEGIN
        told := held.text::jsonb;
        INSERT INTO app.lease (campaign, case_id, epoch, id, login, device, until_at, ended_at, end_reason)
        SELECT c.campaign, c.id, (told ->> 'epoch')::integer, gen_random_uuid(), held.login, (told ->> 'device')::uuid, now(), now(), 'lost'
          FROM app.call_case c WHERE c.campaign = held.campaign AND c.id = held.case_id AND (told ->> 'epoch')::integer <= c.epoch
        ON CONFLICT DO NOTHING;
        UPDATE app.quarantine q SET decided_at = now(), decided_by = session_user, decision = 'kept' WHERE q.id = place;
        PERFORM app.push_batch(held.login, held.device, app.read_events(ARRAY[held.text]));
        UPDATE app.flagged f SET decided_at = now() WHERE f.id = (told ->> 'id')::uuid;
        IF NOT EXISTS (SELECT FROM app.event_key k WHERE k.id = (told ->> 'id')::uuid) AND NOT EXISTS (SELECT FROM app.audit a WHERE a.id = (told ->> 'id')::uuid) THEN
            RAISE EXCEPTION USING ERRCODE = '22000';  -- not taken in: as it was
        END IF;
        RETURN 1;
    EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
        RETURN 0;
    END;
END $$;
