-- What is known of each case, as counts: the page of a campaign is read from them, whatever the number of cases and calls.
--
-- To read them: PERFORM app.fold_facts(), then app.fact_tally(campaign, organisme or NULL): lines (organisme, facts, n); add up the
-- `n` of what you ask for. `facts` holds what applies of: state, disposition (of the last call), called, standing (the place of the
-- strongest AAPOR symbol known), reached, noticed (the notice was read), interview, offer, stop (why it is blocked), cell, full.
--
-- Whoever writes, triggers note whose cases are to be looked at again (app.fact_due, which nobody ever waits for); a reader looks at
-- these and moves the counts. A case that nobody touched is only counted. To add a fact: one line of app.facts_of, then app.recount_facts().
-- Whose an accepted interview is, and how many there are of each agent, is kept the same way (functions/supervisor_quality.sql reads it).

CREATE OR REPLACE FUNCTION app.untouched() RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$ SELECT '{"state": "fresh"}'::jsonb $$;

-- Which of these cases (NULL: of all) that arrived in one month of one campaign have had the notice read to them.
CREATE OR REPLACE FUNCTION app.noticed_in(code text, month date, cases uuid[]) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, app, pg_temp SET plan_cache_mode = force_custom_plan SET jit = off SET enable_seqscan = off
AS $$
BEGIN
    RETURN QUERY SELECT DISTINCT e.case_id FROM app.event e
                  WHERE e.campaign = code AND e.cohort = month AND e.type = 'notice_read' AND NOT e.dropped
                    AND (cases IS NULL OR e.case_id = ANY (cases));
END $$;

-- Who asked last in these cases (NULL: in all), of which nothing was amended, whether the person accepts an interview, and when.
CREATE OR REPLACE FUNCTION app.asked_in(code text, month date, cases uuid[]) RETURNS TABLE (case_id uuid, login text, at timestamptz)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, app, pg_temp SET plan_cache_mode = force_custom_plan SET jit = off SET enable_seqscan = off
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY SELECT DISTINCT ON (e.case_id) e.case_id, e.login, e.at FROM app.event e
                  WHERE e.campaign = code AND e.cohort = month AND e.type = 'interview_decided' AND NOT e.dropped
                    AND (cases IS NULL OR e.case_id = ANY (cases))
                  ORDER BY e.case_id, e.epoch DESC, e.seq DESC;
END $$;

-- One in twenty, by a hash of the case: nobody chooses it.
CREATE OR REPLACE FUNCTION app.drawn(of_case uuid) RETURNS boolean LANGUAGE sql IMMUTABLE
AS $$ SELECT (hashtextextended(of_case::text, 5) & 1048575) % 20 = 0 $$;

-- What is known of all cases of these people (NULL: of everybody), as one set: each table is read once, for however many. In a
-- campaign, who was spoken to in one case was spoken to for the others (a household).
CREATE OR REPLACE FUNCTION app.facts_of(people uuid[])
RETURNS TABLE (campaign text, case_id uuid, organisme text, facts jsonb, interviewer text, held_at timestamptz)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, app, pg_temp SET plan_cache_mode = force_custom_plan SET jit = off
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH months AS (
        SELECT c.campaign, c.cohort, CASE WHEN people IS NOT NULL THEN array_agg(c.id) END AS cases,
               array_agg(c.id) FILTER (WHERE c.result ->> 'interview' = 'accepted' AND NOT c.amended) AS held
          FROM app.call_case c WHERE people IS NULL OR c.contact_id = ANY (people) GROUP BY 1, 2
    ), noticed AS (
        SELECT m.campaign, n.id FROM months m, LATERAL app.noticed_in(m.campaign, m.cohort, m.cases) n (id)
    ), asked AS (
        SELECT m.campaign, a.case_id, a.login, a.at
          FROM months m, LATERAL app.asked_in(m.campaign, m.cohort, CASE WHEN people IS NOT NULL THEN m.held END) a WHERE m.held IS NOT NULL
    ), told AS (
        SELECT a.contact_id, a.campaign, min(e.standing) FILTER (WHERE e.household) AS standing, bool_or(e.contact) AS reached
          FROM app.reach_attempt a JOIN app.disposition_effect e ON e.disposition = a.disposition
         WHERE people IS NULL OR a.contact_id = ANY (people) GROUP BY 1, 2
    )
    SELECT c.campaign, c.id, c.organisme, jsonb_strip_nulls(jsonb_build_object(
               'state', c.state,
               'disposition', c.disposition,
               'called', CASE WHEN c.last_at IS NOT NULL THEN true END,
               'standing', least(own.standing, told.standing),
               'reached', CASE WHEN c.last_at IS NOT NULL AND told.reached THEN true END,
               'noticed', CASE WHEN noticed.id IS NOT NULL THEN true END,
               'interview', c.result ->> 'interview',
               'offer', c.result ->> 'offer',
               'stop', CASE WHEN c.state = 'blocked' THEN coalesce(app.stop_of(t), 'other') END,
               'cell', c.quota_cell,
               'full', CASE WHEN c.quota_full AND c.state IN ('fresh', 'retry') THEN true END)),
           i.login, i.at
      FROM app.call_case c
      JOIN app.contact t ON t.id = c.contact_id
      LEFT JOIN app.disposition_effect own ON own.disposition = c.disposition
      LEFT JOIN told ON told.contact_id = c.contact_id AND told.campaign = c.campaign
      LEFT JOIN noticed ON noticed.campaign = c.campaign AND noticed.id = c.id
      LEFT JOIN asked ON asked.campaign = c.campaign AND asked.case_id = c.id
      LEFT JOIN LATERAL (SELECT asked.login, asked.at WHERE NOT c.amended
                         UNION ALL
                         (SELECT v.login, v.told_at FROM app.valid_events(c.campaign, c.id) v
                           WHERE c.amended AND v.type = 'interview_decided' ORDER BY v.epoch DESC, v.seq DESC, v.fix DESC LIMIT 1)) i
             ON c.result ->> 'interview' = 'accepted'
     WHERE people IS NULL OR c.contact_id = ANY (people);
END $$;

CREATE OR REPLACE FUNCTION app.note_facts() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO app.fact_due (contact_id) VALUES (NEW.contact_id);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION app.note_case() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    INSERT INTO app.fact_due (contact_id) SELECT c.contact_id FROM app.call_case c WHERE c.campaign = NEW.campaign AND c.id = NEW.case_id;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION app.note_stop() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    INSERT INTO app.fact_due (contact_id) VALUES (NEW.id);
    RETURN NULL;
END $$;

-- A case that changed is noted by app.case_changed (functions/app_counts.sql).
CREATE OR REPLACE TRIGGER facts_changed AFTER INSERT OR UPDATE OF disposition ON app.reach_attempt FOR EACH ROW
    WHEN (NEW.disposition IS NOT NULL) EXECUTE FUNCTION app.note_facts();
CREATE OR REPLACE TRIGGER facts_taken_back AFTER UPDATE OF disposition ON app.reach_attempt FOR EACH ROW
    WHEN (NEW.disposition IS NULL AND OLD.disposition IS NOT NULL) EXECUTE FUNCTION app.note_facts();
-- A second interview of a case, or one taken back, may change whose it is and nothing else.
CREATE OR REPLACE TRIGGER facts_noticed AFTER INSERT ON app.event FOR EACH ROW
    WHEN (NEW.type IN ('notice_read', 'interview_decided', 'correction', 'attempt_voided')) EXECUTE FUNCTION app.note_case();
CREATE OR REPLACE TRIGGER facts_dropped AFTER UPDATE OF dropped ON app.event FOR EACH ROW
    WHEN (NEW.type IN ('notice_read', 'interview_decided', 'correction', 'attempt_voided')) EXECUTE FUNCTION app.note_case();
CREATE OR REPLACE TRIGGER facts_stopped AFTER UPDATE OF opposed_at, do_not_call_at, deceased_at ON app.contact FOR EACH ROW
    EXECUTE FUNCTION app.note_stop();

-- Cases added: counted, and looked at where they are not as untouched as an import leaves them. Cases gone: what was known of them
-- is counted back, while no reader moves counts.
CREATE OR REPLACE FUNCTION app.count_facts() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO app.fact_delta SELECT c.campaign, c.organisme, app.untouched(), count(*) FROM cases c GROUP BY 1, 2;
        INSERT INTO app.fact_due SELECT c.contact_id FROM cases c
         WHERE c.state <> 'fresh' OR c.last_at IS NOT NULL OR c.disposition IS NOT NULL OR c.result <> '{}' OR c.quota_cell IS NOT NULL
            OR c.contact_id IN (SELECT r.contact_id FROM app.import_row r
                                 WHERE r.import_id IN (SELECT k.import_id FROM cases k));  -- people known before
    ELSE
        PERFORM pg_advisory_xact_lock(hashtext('app.fact_count'));
        WITH gone AS (
            DELETE FROM app.case_fact f USING cases c WHERE f.campaign = c.campaign AND f.case_id = c.id
            RETURNING f.campaign, f.case_id, f.facts, f.interviewer, f.drawn
        ), fewer AS (
            UPDATE app.interview_count k SET held = k.held - g.held, drawn = k.drawn - g.drawn
              FROM (SELECT n.campaign, n.interviewer, count(*) AS held, count(*) FILTER (WHERE n.drawn) AS drawn FROM gone n GROUP BY 1, 2) g
             WHERE k.campaign = g.campaign AND k.login = g.interviewer
        )
        INSERT INTO app.fact_delta
        SELECT c.campaign, c.organisme, coalesce(g.facts, app.untouched()), -count(*)
          FROM cases c LEFT JOIN gone g ON g.case_id = c.id GROUP BY 1, 2, 3;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER facts_added AFTER INSERT ON app.call_case
    REFERENCING NEW TABLE AS cases FOR EACH STATEMENT EXECUTE FUNCTION app.count_facts();
CREATE OR REPLACE TRIGGER facts_gone AFTER DELETE ON app.call_case
    REFERENCING OLD TABLE AS cases FOR EACH STATEMENT EXECUTE FUNCTION app.count_facts();

-- On a standby, where nothing can be moved: what a look at whose cases were touched would move.
CREATE OR REPLACE FUNCTION app.unseen_facts() RETURNS TABLE (campaign text, organisme text, facts jsonb, n bigint)
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT k.campaign, k.organisme, moved.facts, moved.n
      FROM (SELECT f.campaign, f.organisme, f.facts, coalesce(b.facts, app.untouched()) AS before
              FROM (SELECT array_agg(DISTINCT d.contact_id) AS people FROM app.fact_due d WHERE pg_is_in_recovery() HAVING count(*) > 0) p,
                   LATERAL app.facts_of(p.people) f
              LEFT JOIN app.case_fact b ON b.campaign = f.campaign AND b.case_id = f.case_id) k,
           LATERAL (VALUES (k.before, -1::bigint), (k.facts, 1)) moved (facts, n)
     WHERE k.facts <> k.before
$$;

-- Look again at whose cases were touched, at most so many notes of it at once (NULL: all); who comes while another does has nothing to do.
CREATE OR REPLACE FUNCTION app.fold_facts(most integer DEFAULT NULL) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp SET jit = off
AS $$
BEGIN
    IF pg_is_in_recovery() OR NOT pg_try_advisory_xact_lock(hashtext('app.fact_count'))
       OR NOT EXISTS (SELECT FROM app.fact_due) AND NOT EXISTS (SELECT FROM app.fact_delta) THEN
        RETURN;
    END IF;
    WITH due AS MATERIALIZED (
        DELETE FROM app.fact_due d WHERE d.ctid = ANY (ARRAY(SELECT k.ctid FROM app.fact_due k LIMIT most)) RETURNING d.contact_id
    ), known AS MATERIALIZED (
        SELECT f.*, f.interviewer IS NOT NULL AND app.drawn(f.case_id) AS drawn, coalesce(b.facts, app.untouched()) AS before,
               b.interviewer AS whose, b.held_at AS since, coalesce(b.drawn, false) AS was_drawn
          FROM (SELECT array_agg(DISTINCT d.contact_id) AS people FROM due d HAVING count(*) > 0) p, LATERAL app.facts_of(p.people) f
          LEFT JOIN LATERAL (SELECT * FROM app.case_fact k WHERE k.campaign = f.campaign AND k.case_id = f.case_id OFFSET 0) b ON true
    ), changed AS MATERIALIZED (
        SELECT k.* FROM known k WHERE k.facts <> k.before OR (k.interviewer, k.held_at) IS DISTINCT FROM (k.whose, k.since)
    ), kept AS (
        INSERT INTO app.case_fact AS k (campaign, case_id, facts, interviewer, held_at, drawn)
        SELECT c.campaign, c.case_id, c.facts, c.interviewer, c.held_at, c.drawn FROM changed c
        ON CONFLICT (campaign, case_id) DO UPDATE
           SET facts = excluded.facts, interviewer = excluded.interviewer, held_at = excluded.held_at, drawn = excluded.drawn
    ), counted AS (
        INSERT INTO app.interview_count AS k (campaign, login, held, drawn)
        SELECT m.campaign, m.login, sum(m.n), coalesce(sum(m.n) FILTER (WHERE m.drawn), 0)
          FROM (SELECT c.campaign, c.whose AS login, c.was_drawn AS drawn, -1 AS n FROM changed c
                UNION ALL SELECT c.campaign, c.interviewer, c.drawn, 1 FROM changed c) m
         WHERE m.login IS NOT NULL GROUP BY 1, 2 HAVING sum(m.n) <> 0 OR sum(m.n) FILTER (WHERE m.drawn) <> 0
        ON CONFLICT (campaign, login) DO UPDATE SET held = k.held + excluded.held, drawn = k.drawn + excluded.drawn
    ), gone AS (
        DELETE FROM app.fact_delta RETURNING campaign, organisme, facts, n
    )
    MERGE INTO app.fact_count k
    USING (SELECT m.campaign, m.organisme, m.facts, sum(m.n) AS n
             FROM (SELECT c.campaign, c.organisme, c.before AS facts, -1 AS n FROM changed c
                   UNION ALL SELECT c.campaign, c.organisme, c.facts, 1 FROM changed c
                   UNION ALL SELECT * FROM gone) m
            GROUP BY 1, 2, 3 HAVING sum(m.n) <> 0) d
       ON (k.campaign, k.organisme, k.facts) = (d.campaign, d.organisme, d.facts)
    WHEN MATCHED AND k.n + d.n = 0 THEN DELETE
    WHEN MATCHED THEN UPDATE SET n = k.n + d.n
    WHEN NOT MATCHED THEN INSERT VALUES (d.campaign, d.organisme, d.facts, d.n);
END $$;

-- Where a hundred notes wait, take on the oldest: each contact of a desk does, so that nothing piles up while no supervisor looks, and
-- few pay for it. Measured: 10 ms for who takes them on, nothing for the others, nothing for a push or a check-out.
CREATE OR REPLACE FUNCTION app.fold_portion() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM app.case_count_delta OFFSET 99) THEN
        PERFORM app.fold_case_counts(500);
    END IF;
    IF EXISTS (SELECT FROM app.fact_due OFFSET 99) THEN
        PERFORM app.fold_facts(200);
    END IF;
END $$;

CREATE OR REPLACE FUNCTION app.fact_tally(of_campaign text, of_organisme text) RETURNS TABLE (organisme text, facts jsonb, n bigint)
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT k.organisme, k.facts, sum(k.n)::bigint
      FROM (SELECT * FROM app.fact_count UNION ALL SELECT * FROM app.fact_delta UNION ALL SELECT * FROM app.unseen_facts()) k
     WHERE k.campaign = of_campaign AND (of_organisme IS NULL OR k.organisme = of_organisme)
     GROUP BY 1, 2 HAVING sum(k.n) <> 0
$$;

-- Look at every case anew: after cases were written with the triggers off, or when a disposition means something else. An operator's.
CREATE OR REPLACE FUNCTION app.recount_facts() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp SET jit = off
AS $$
BEGIN
    LOCK TABLE app.call_case IN SHARE MODE;
    PERFORM pg_advisory_xact_lock(hashtext('app.fact_count'));
    DELETE FROM app.fact_due;
    DELETE FROM app.fact_delta;
    DELETE FROM app.fact_count;
    DELETE FROM app.case_fact;
    INSERT INTO app.case_fact
    SELECT f.campaign, f.case_id, f.facts, f.interviewer, f.held_at, f.interviewer IS NOT NULL AND app.drawn(f.case_id)
      FROM app.facts_of(NULL) f WHERE f.facts <> app.untouched();
    DELETE FROM app.interview_count;
    INSERT INTO app.interview_count (campaign, login, held, drawn, reviewed)
    SELECT m.campaign, m.login, count(*) FILTER (WHERE m.held), count(*) FILTER (WHERE m.drawn), count(*) FILTER (WHERE NOT m.held)
      FROM (SELECT f.campaign, f.interviewer AS login, true AS held, f.drawn FROM app.case_fact f WHERE f.interviewer IS NOT NULL
            UNION ALL SELECT r.campaign, r.login, false, false FROM app.review r) m GROUP BY 1, 2;
    INSERT INTO app.fact_count
    SELECT c.campaign, c.organisme, coalesce(f.facts, app.untouched()), count(*)
      FROM app.call_case c LEFT JOIN app.case_fact f ON f.campaign = c.campaign AND f.case_id = c.id GROUP BY 1, 2, 3;
END $$;
