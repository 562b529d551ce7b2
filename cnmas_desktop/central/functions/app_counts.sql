-- How many cases there are of each kind, without counting them: the figures cost the same whatever the size of the queue. A case that was blocked
-- before it was ever called is of a state of its own here, `stopped`.
--
-- To read them: app.case_tally(campaign or NULL) gives lines (campaign, organisme, zone, state, due, leased, assigned, interview,
-- offer, unsent, n), exact in the reader's snapshot; add up the `n` of what you ask for. `due` is the hour in which an open case
-- may be called again ('-infinity': at once, or not open; 'infinity': its quota is full), so what depends on the clock is a sum over the
-- hours gone by and a
-- look at the cases of the running hour: app.queue_counts shows how. Call app.fold_case_counts() first, if you may write.
--
-- Kept by triggers, whoever writes: what was before and what is now are added to app.case_count_delta, which nobody ever
-- waits for; a reader folds them into app.case_count. To add a kind: a column of both tables, here in four places.

CREATE OR REPLACE FUNCTION app.count_cases() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    INSERT INTO app.case_count_delta
    SELECT c.campaign, c.organisme, c.zone, app.counted_state(c.state, c.last_at), app.due_hour(c.state, c.quota_full, c.callable_from),
           app.holder(c.lease_id, c.leased_device),
           c.assigned_to IS NOT NULL, coalesce(c.result ->> 'interview', ''), coalesce(c.result ->> 'offer', ''),
           c.result_at IS NOT NULL AND c.exported_lot IS NULL, CASE TG_OP WHEN 'INSERT' THEN count(*) ELSE -count(*) END
      FROM cases c GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER count_added AFTER INSERT ON app.call_case
    REFERENCING NEW TABLE AS cases FOR EACH STATEMENT EXECUTE FUNCTION app.count_cases();
CREATE OR REPLACE TRIGGER count_gone AFTER DELETE ON app.call_case
    REFERENCING OLD TABLE AS cases FOR EACH STATEMENT EXECUTE FUNCTION app.count_cases();

-- A case changed: its counts move, whose facts are to be looked at again is noted (functions/app_facts.sql), and so is an interview for its
-- quota (functions/app_quotas.sql). One trigger for each row: it is what a check-out and an outcome pay, and a set of before and after, or a
-- condition of its own for each of the three, costs a statement on one row more than the row.
CREATE OR REPLACE FUNCTION app.case_changed() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE told boolean;  -- what was said of the interview or the offer is another
BEGIN
    told := OLD.result <> NEW.result AND ((OLD.result ->> 'interview') IS DISTINCT FROM NEW.result ->> 'interview'
                                          OR (OLD.result ->> 'offer') IS DISTINCT FROM NEW.result ->> 'offer');
    IF told OR (OLD.campaign, OLD.organisme, OLD.zone, OLD.state, OLD.callable_from, OLD.quota_full, OLD.lease_id IS NULL, OLD.leased_device,
                OLD.assigned_to IS NULL, OLD.result_at IS NULL, OLD.exported_lot IS NULL, OLD.last_at IS NULL)
               IS DISTINCT FROM
               (NEW.campaign, NEW.organisme, NEW.zone, NEW.state, NEW.callable_from, NEW.quota_full, NEW.lease_id IS NULL, NEW.leased_device,
                NEW.assigned_to IS NULL, NEW.result_at IS NULL, NEW.exported_lot IS NULL, NEW.last_at IS NULL) THEN
        INSERT INTO app.case_count_delta VALUES
            (OLD.campaign, OLD.organisme, OLD.zone, app.counted_state(OLD.state, OLD.last_at), app.due_hour(OLD.state, OLD.quota_full, OLD.callable_from),
             app.holder(OLD.lease_id, OLD.leased_device), OLD.assigned_to IS NOT NULL, coalesce(OLD.result ->> 'interview', ''),
             coalesce(OLD.result ->> 'offer', ''), OLD.result_at IS NOT NULL AND OLD.exported_lot IS NULL, -1),
            (NEW.campaign, NEW.organisme, NEW.zone, app.counted_state(NEW.state, NEW.last_at), app.due_hour(NEW.state, NEW.quota_full, NEW.callable_from),
             app.holder(NEW.lease_id, NEW.leased_device), NEW.assigned_to IS NOT NULL, coalesce(NEW.result ->> 'interview', ''),
             coalesce(NEW.result ->> 'offer', ''), NEW.result_at IS NOT NULL AND NEW.exported_lot IS NULL, 1);
    END IF;
    IF told OR OLD.state <> NEW.state OR OLD.disposition IS DISTINCT FROM NEW.disposition OR (OLD.last_at IS NULL) <> (NEW.last_at IS NULL)
       OR OLD.quota_cell IS DISTINCT FROM NEW.quota_cell OR OLD.quota_full <> NEW.quota_full THEN
        INSERT INTO app.fact_due (contact_id) VALUES (NEW.contact_id);
    END IF;
    IF told AND NEW.quota_cell IS NOT NULL AND (OLD.result ->> 'interview') IS DISTINCT FROM NEW.result ->> 'interview' THEN
        PERFORM app.count_quota(NEW);
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER case_changed AFTER UPDATE ON app.call_case FOR EACH ROW EXECUTE FUNCTION app.case_changed();

-- The full hour, from 1 January 2000 UTC on, in which an open case falls due; inlined into its callers.
CREATE OR REPLACE FUNCTION app.due_hour(state text, callable_from timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE
AS $$
    SELECT CASE WHEN state IN ('fresh', 'retry', 'callback', 'interrupted')
                THEN date_bin('1 hour', callable_from, '2000-01-01 00:00:00+00') ELSE '-infinity' END
$$;
-- The same of a case that a full quota may hold back.
CREATE OR REPLACE FUNCTION app.due_hour(state text, quota_full boolean, callable_from timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE
AS $$
    SELECT CASE WHEN state IN ('callback', 'interrupted') OR state IN ('fresh', 'retry') AND NOT quota_full
                THEN date_bin('1 hour', callable_from, '2000-01-01 00:00:00+00')
                WHEN state IN ('fresh', 'retry') THEN 'infinity' ELSE '-infinity' END
$$;

-- The state a case is counted under; inlined into its callers.
CREATE OR REPLACE FUNCTION app.counted_state(state text, last_at timestamptz) RETURNS text LANGUAGE sql IMMUTABLE
AS $$ SELECT CASE WHEN state = 'blocked' AND last_at IS NULL THEN 'stopped' ELSE state END $$;

-- Who holds a case; inlined into its callers. A lease without a device, which only an operator can make, is somebody's all the same.
CREATE OR REPLACE FUNCTION app.holder(lease uuid, device uuid) RETURNS uuid LANGUAGE sql IMMUTABLE
AS $$
    SELECT CASE WHEN lease IS NULL THEN '00000000-0000-0000-0000-000000000000'
                ELSE coalesce(device, 'ffffffff-ffff-ffff-ffff-ffffffffffff') END
$$;

-- Differences into counts, at most so many at once (NULL: all); who comes while another folds has nothing to do, nor has who reads a standby.
CREATE OR REPLACE FUNCTION app.fold_case_counts(most integer DEFAULT NULL) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp SET jit = off
AS $$
BEGIN
    IF pg_is_in_recovery() OR NOT pg_try_advisory_xact_lock(hashtext('app.case_count')) OR NOT EXISTS (SELECT FROM app.case_count_delta) THEN
        RETURN;
    END IF;
    WITH taken AS MATERIALIZED (
        DELETE FROM app.case_count_delta d WHERE d.ctid = ANY (ARRAY(SELECT k.ctid FROM app.case_count_delta k LIMIT most)) RETURNING d.*
    )
    MERGE INTO app.case_count k
    USING (SELECT t.campaign, t.organisme, t.zone, t.state, t.due, t.holder, t.assigned, t.interview, t.offer, t.unsent, sum(t.n) AS n
             FROM taken t GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 HAVING sum(t.n) <> 0) d
       ON (k.campaign, k.organisme, k.zone, k.state, k.due, k.holder, k.assigned, k.interview, k.offer, k.unsent)
        = (d.campaign, d.organisme, d.zone, d.state, d.due, d.holder, d.assigned, d.interview, d.offer, d.unsent)
    WHEN MATCHED AND k.n + d.n = 0 THEN DELETE
    WHEN MATCHED THEN UPDATE SET n = k.n + d.n
    WHEN NOT MATCHED THEN INSERT VALUES (d.campaign, d.organisme, d.zone, d.state, d.due, d.holder, d.assigned, d.interview, d.offer, d.unsent, d.n);
END $$;

CREATE OR REPLACE FUNCTION app.case_tally(of_campaign text)
RETURNS TABLE (campaign text, organisme text, zone text, state text, due timestamptz, leased boolean, assigned boolean,
               interview text, offer text, unsent boolean, n bigint)
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT k.campaign, k.organisme, k.zone, k.state, k.due, k.holder <> '00000000-0000-0000-0000-000000000000', k.assigned, k.interview, k.offer,
           k.unsent, sum(k.n)::bigint
      FROM (SELECT * FROM app.case_count UNION ALL SELECT * FROM app.case_count_delta) k
     WHERE of_campaign IS NULL OR k.campaign = of_campaign
     GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 HAVING sum(k.n) <> 0
$$;

-- What each device holds, and how many callbacks of it are due. Inlined into its callers.
CREATE OR REPLACE FUNCTION app.held_tally() RETURNS TABLE (device uuid, campaign text, organisme text, n bigint, due bigint)
LANGUAGE sql STABLE
AS $$
    SELECT t.holder, t.campaign, t.organisme, sum(t.n)::bigint, sum(t.due)::bigint
      FROM (SELECT k.holder, k.campaign, k.organisme, k.n,
                   CASE WHEN k.state = 'callback' AND k.due < app.due_hour('callback', now()) THEN k.n ELSE 0 END AS due
              FROM (SELECT * FROM app.case_count UNION ALL SELECT * FROM app.case_count_delta) k
             WHERE k.holder <> '00000000-0000-0000-0000-000000000000'
            UNION ALL
            SELECT app.holder(c.lease_id, c.leased_device), c.campaign, c.organisme, 0, 1
              FROM (SELECT d.campaign, d.organisme, d.lease_id, d.leased_device
                      FROM app.call_case d
                     WHERE d.callable_from >= app.due_hour('callback', now()) AND d.callable_from <= now() AND d.state = 'callback'
                       AND d.callable_from > '-infinity' OFFSET 0) c  -- or on a long queue all leases are read, not the running hour
             WHERE c.lease_id IS NOT NULL) t
     GROUP BY 1, 2, 3 HAVING sum(t.n) <> 0
$$;

-- Count everything anew: after cases were written with the triggers off. An operator's.
CREATE OR REPLACE FUNCTION app.recount_cases() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    LOCK TABLE app.call_case IN SHARE MODE;
    PERFORM pg_advisory_xact_lock(hashtext('app.case_count'));
    DELETE FROM app.case_count_delta;
    DELETE FROM app.case_count;
    INSERT INTO app.case_count
    SELECT c.campaign, c.organisme, c.zone, app.counted_state(c.state, c.last_at), app.due_hour(c.state, c.quota_full, c.callable_from),
           app.holder(c.lease_id, c.leased_device),
           c.assigned_to IS NOT NULL, coalesce(c.result ->> 'interview', ''), coalesce(c.result ->> 'offer', ''),
           c.result_at IS NOT NULL AND c.exported_lot IS NULL, count(*)
      FROM app.call_case c GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;
    PERFORM app.recount_facts();
    PERFORM app.fold_days();
END $$;

-- The state of the queue by campaign and organisme, now. `callable`: free, its moment come, and legal at this instant in the
-- person's zone; `waiting`: free, but neither; `quota_full`: free, but no more interviews of its kind are wanted; a callback is late
-- five minutes after its moment (domain section 7.1). Of a study, who was stopped before any call counts as never called (app_studies.sql).
CREATE OR REPLACE FUNCTION app.queue_counts(of_campaign text) RETURNS SETOF app.queue_line
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    WITH clock AS MATERIALIZED (
        SELECT now() AS at, app.due_hour('retry', now()) AS hour, m.late, app.due_hour('retry', m.late) AS late_hour
          FROM (SELECT now() - interval '5 minutes' AS late) m
    ), legal AS MATERIALIZED (
        SELECT DISTINCT w.rule, w.zone FROM app.legal_window w WHERE w.span @> now()
    ), lines AS (
        -- `come`: of these, whose moment has come; `overdue`: by five minutes.
        SELECT t.campaign, t.organisme, t.zone, t.state, t.leased, t.assigned, t.interview, t.offer, t.unsent, t.n,
               CASE WHEN t.due < k.hour THEN t.n ELSE 0 END AS come, CASE WHEN t.due < k.late_hour THEN t.n ELSE 0 END AS overdue,
               CASE WHEN t.due = 'infinity' THEN t.n ELSE 0 END AS held_back
          FROM app.case_tally(of_campaign) t, clock k
        UNION ALL
        SELECT c.campaign, c.organisme, c.zone, c.state, c.lease_id IS NOT NULL, false, '', '', false, 0,
               CASE WHEN c.callable_from >= k.hour THEN 1 ELSE 0 END, CASE WHEN c.callable_from < k.late THEN 1 ELSE 0 END, 0
          FROM clock k
          JOIN app.call_case c ON c.callable_from >= k.late_hour AND c.callable_from <= k.at
         WHERE c.state IN ('fresh', 'retry', 'callback', 'interrupted') AND c.callable_from > '-infinity' AND NOT (c.quota_full AND c.state IN ('fresh', 'retry'))
           AND (of_campaign IS NULL OR c.campaign = of_campaign)
    ), judged AS (
        SELECT l.campaign, l.organisme, s.state, l.leased, l.assigned, l.interview, l.offer, l.unsent, l.n, l.come, l.overdue, l.held_back,
               g.state AS campaign_state, s.state IN ('fresh', 'retry', 'callback', 'interrupted') AS open,
               CASE WHEN legal.rule IS NULL THEN 0 ELSE l.come END AS may
          FROM lines l
          JOIN app.campaign g ON g.code = l.campaign
          CROSS JOIN LATERAL (SELECT CASE WHEN l.state <> 'stopped' THEN l.state WHEN g.regime = 'study' THEN 'fresh' ELSE 'blocked' END AS state) s
          LEFT JOIN legal ON legal.rule = g.calling_rule AND legal.zone = l.zone
    )
    SELECT j.campaign, j.organisme, min(j.campaign_state), sum(j.n),
           sum(j.n * (j.state = 'fresh')::integer),
           sum(j.may * (j.open AND NOT j.leased)::integer),
           sum((j.n - j.may - j.held_back) * (j.open AND NOT j.leased)::integer),
           sum(j.come * (j.state = 'callback')::integer),
           sum(j.overdue * (j.state = 'callback')::integer),
           sum(j.n * j.leased::integer),
           sum(j.n * (j.open AND j.assigned)::integer),
           sum(j.n * (j.state = 'supervisor')::integer),
           sum(j.n * (j.state = 'done')::integer),
           sum(j.n * (j.state = 'exhausted')::integer),
           sum(j.n * (j.state = 'blocked')::integer),
           sum(j.n * (j.interview = 'accepted')::integer),
           sum(j.n * (j.interview = 'refused')::integer),
           sum(j.n * (j.offer = 'accepted')::integer),
           sum(j.n * (j.offer = 'refused')::integer),
           sum(j.n * j.unsent::integer),
           sum(j.held_back * (NOT j.leased)::integer)
      FROM judged j
     GROUP BY j.campaign, j.organisme
     ORDER BY j.campaign, j.organisme
$$;
