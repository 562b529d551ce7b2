-- The partitions of app.event: one table for each campaign, under it one for each month in which cases arrived (app.call_case.cohort).
-- All events of a case lie in one of them, and cases that arrive together are due together, so that an old month, or a whole campaign,
-- leaves by being detached: no row is touched, and of the others none is looked at.
--
--   event_of_mtdents            campaign MTDENTS: all its months
--   event_m202611_mtdents       its cases of November 2026
--   event_rest_mtdents          its months that have none
--   event_none, event_elsewhere facts about agents; campaigns that have none
--
-- To read events, name a case: app.case_events and app.events_in plan anew for the values they are given, so that one partition is
-- opened. A statement on app.event that joins instead opens them all when it is planned, and a sync is a new connection: measured 140 ms
-- with 96 partitions, against 3. To write needs nothing: a row finds its own.

CREATE OR REPLACE FUNCTION app.this_month() RETURNS date
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$ SELECT date_trunc('month', now() AT TIME ZONE 'Europe/Paris')::date $$;

-- All events of a case, in no order.
CREATE OR REPLACE FUNCTION app.case_events(code text, of_case uuid) RETURNS SETOF app.event
LANGUAGE plpgsql STABLE ROWS 10
SET search_path = pg_catalog, app, pg_temp SET plan_cache_mode = force_custom_plan SET jit = off SET enable_seqscan = off
AS $$
DECLARE month date;
BEGIN
    SELECT c.cohort INTO month FROM app.call_case c WHERE c.campaign = code AND c.id = of_case;
    RETURN QUERY SELECT e.* FROM app.event e WHERE e.campaign = code AND e.cohort = month AND e.case_id = of_case;
END $$;

-- Those of cases that arrived in one month of one campaign.
CREATE OR REPLACE FUNCTION app.events_in(code text, month date, cases uuid[]) RETURNS SETOF app.event
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, app, pg_temp SET plan_cache_mode = force_custom_plan SET jit = off SET enable_seqscan = off
AS $$
BEGIN
    RETURN QUERY
    SELECT e.* FROM unnest(cases) k (id), LATERAL (
           SELECT x.* FROM app.event x WHERE x.campaign = code AND x.cohort = month AND x.case_id = k.id OFFSET 0) e;
END $$;

-- The only two functions that write SQL (central/lint.py lists them): names of tables cannot be parameters. They are made of a code that
-- app.campaign holds and of a month, by format(%I, %L).

-- A partition for the events of cases that arrive in `month`, should there be none yet; rows that lie in a rest move into it. Those who
-- push wait for nothing: a partition is attached, not made in place. Where a lock is not had within a second, nothing is done: what comes
-- lies in the rest until somebody asks again (opening, import, maintenance).
CREATE OR REPLACE FUNCTION app.make_room(code text, month date) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp SET plan_cache_mode = force_custom_plan SET lock_timeout = '1s'
AS $$
DECLARE
    whole constant text := 'event_of_' || lower(code);
    rest constant text := 'event_rest_' || lower(code);
    leaf constant text := 'event_m' || to_char(month, 'YYYYMM') || '_' || lower(code);
    next_month constant date := month + interval '1 month';
    made text;
BEGIN
    IF to_regclass('app.' || leaf) IS NOT NULL OR NOT EXISTS (SELECT FROM app.campaign k WHERE k.code = make_room.code) THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('app.event'));  -- of two who ask at once the second finds it made
    IF to_regclass('app.' || whole) IS NULL THEN
        EXECUTE format('CREATE TABLE app.%I (LIKE app.event INCLUDING ALL) PARTITION BY RANGE (cohort)', whole);
        EXECUTE format('CREATE TABLE app.%I PARTITION OF app.%I DEFAULT', rest, whole);
        EXECUTE format('CREATE TABLE app.%I PARTITION OF app.%I FOR VALUES FROM (%L) TO (%L)', leaf, whole, month, next_month);
        LOCK TABLE ONLY app.event_elsewhere IN ACCESS EXCLUSIVE MODE;
        IF EXISTS (SELECT FROM app.event e WHERE e.campaign = code) THEN
            EXECUTE format('WITH moved AS (DELETE FROM app.event WHERE campaign = %L RETURNING *) INSERT INTO app.%I SELECT * FROM moved', code, whole);
        END IF;
        EXECUTE format('ALTER TABLE app.event ATTACH PARTITION app.%I FOR VALUES IN (%L)', whole, code);
    ELSIF to_regclass('app.' || leaf) IS NULL THEN
        EXECUTE format('CREATE TABLE app.%I (LIKE app.event INCLUDING ALL)', leaf);
        EXECUTE format('LOCK TABLE ONLY app.%I IN ACCESS EXCLUSIVE MODE', rest);
        IF EXISTS (SELECT FROM app.event e WHERE e.campaign = code AND e.cohort = month) THEN
            EXECUTE format('WITH moved AS (DELETE FROM app.event WHERE campaign = %L AND cohort = %L RETURNING *)'
                           ' INSERT INTO app.%I SELECT * FROM moved', code, month, leaf);
        END IF;
        EXECUTE format('ALTER TABLE app.%I ATTACH PARTITION app.%I FOR VALUES FROM (%L) TO (%L)', whole, leaf, month, next_month);
    END IF;
    FOREACH made IN ARRAY ARRAY[whole, rest, leaf] LOOP  -- without a policy of its own: read by way of app.event alone
        EXECUTE format('ALTER TABLE app.%I OWNER TO app_owner, ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', made);
    END LOOP;
EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
    NULL;
END $$;

-- Away with the events of cases that arrived in `month`, or, NULL, of the whole campaign: detached, then dropped. False: there is no such
-- partition, or its lock was not had in a quarter of a second; nothing was done.
CREATE OR REPLACE FUNCTION app.give_up_room(code text, month date) RETURNS boolean
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp SET lock_timeout = '250ms'  -- before anybody's deadlock_timeout: it is the purge that gives way
AS $$
DECLARE
    whole constant text := 'event_of_' || lower(code);
    gone constant text := coalesce('event_m' || to_char(month, 'YYYYMM') || '_' || lower(code), whole);
BEGIN
    IF to_regclass('app.' || gone) IS NULL OR NOT EXISTS (SELECT FROM app.campaign k WHERE k.code = give_up_room.code) THEN
        RETURN false;
    END IF;
    EXECUTE format('ALTER TABLE app.%I DETACH PARTITION app.%I', CASE WHEN month IS NULL THEN 'event' ELSE whole END, gone);
    EXECUTE format('DROP TABLE app.%I', gone);
    RETURN true;
EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
    RETURN false;
END $$;

-- Room for the cases that arrive this month and next in every campaign that may get some, and for those that arrived without. An operator's.
CREATE OR REPLACE FUNCTION app.make_rooms() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    PERFORM app.make_room(k.code, m.month)
       FROM app.campaign k,
            LATERAL (SELECT app.this_month() AS month WHERE k.state <> 'closed'
                     UNION SELECT (app.this_month() + interval '1 month')::date WHERE k.state <> 'closed'
                     UNION SELECT DISTINCT c.cohort FROM app.call_case c WHERE c.campaign = k.code) m
      ORDER BY k.code, m.month;
END $$;
