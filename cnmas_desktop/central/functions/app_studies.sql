-- What a supervisor reads of a study that runs: no figure, and no difference of two figures, is of 1 to 10 people (domain section 3.9), not even
-- of figures read at different moments. The work (imported, never called, waiting, held, called, over) is told as it stands, and is the same whatever was
-- said: why a case is over is not part of it, and one that was stopped before anybody called still counts among those never called. What people said is
-- told as it stood on a day, the same to everybody, and moves in steps: at the first reading of a day, if by then each of its counts has moved by
-- nothing or by eleven at least from every one that was ever shown. It is asked once a day, so that no single answer is the one that opens the page.
--
-- Whatever a supervisor reads of a study passes here: tests/central/test_studies.py asks every function of the room about two studies alike but for
-- what was said, and gets the same answers.

-- The state of a case as a supervisor is told it; `state` as app.counted_state.
CREATE OR REPLACE FUNCTION app.told_state(state text, regime text) RETURNS text
LANGUAGE sql IMMUTABLE
AS $$
    SELECT CASE WHEN regime <> 'study' THEN CASE state WHEN 'stopped' THEN 'blocked' ELSE state END
                WHEN state IN ('done', 'exhausted', 'blocked') THEN 'over' WHEN state = 'stopped' THEN 'fresh'
                WHEN state = 'interrupted' THEN 'retry' ELSE state END
$$;

-- The queue of a study: what is over is one figure, whatever ended it, and what a full quota holds back waits.
CREATE OR REPLACE FUNCTION app.as_supervised(line app.queue_line, regime text) RETURNS app.queue_line
LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
    IF regime = 'study' THEN
        line.waiting := line.waiting + line.quota_full;
        line.done := line.done + line.exhausted + line.blocked;
        line.quota_full := 0;
        line.exhausted := NULL;
        line.blocked := NULL;
        line.interviews := NULL;
        line.interviews_refused := NULL;
        line.offers_accepted := NULL;
        line.offers_refused := NULL;
        line.to_export := NULL;
    END IF;
    RETURN line;
END $$;

-- The counts of one page that speak of people, and those that two of them side by side would tell. A case never called is one of
-- unknown eligibility (8: its place in domain.dispositions.PRECEDENCE).
CREATE OR REPLACE FUNCTION app.study_counts(page jsonb) RETURNS TABLE (kind text, name text, n bigint)
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    WITH steps AS (
        SELECT s.name, s.place, (page #>> ARRAY['funnel', s.name])::bigint AS n
          FROM unnest('{attempted,reached,notice_read,interview_accepted,offer_accepted}'::text[]) WITH ORDINALITY s (name, place)
    )
    SELECT 'outcomes', s.name, s.n FROM steps s WHERE s.place > 1
    UNION ALL SELECT 'stopped', 'stopped', (page ->> 'stopped')::bigint
    UNION ALL SELECT 'outcomes', 'after ' || s.name, abs(s.n - t.n) FROM steps s JOIN steps t ON t.place = s.place + 1
    UNION ALL SELECT 'outcomes', 'rank ' || coalesce(r.value ->> 0, '8'), sum((r.value ->> 1)::bigint)
                FROM jsonb_array_elements(nullif(page -> 'ranks', 'null')) r GROUP BY 2
    UNION ALL SELECT 'outcomes', 'disposition ' || d.key, d.value::bigint FROM jsonb_each_text(nullif(page -> 'dispositions', 'null')) d
    UNION ALL SELECT 'outcomes', 'stop ' || b.key, b.value::bigint FROM jsonb_each_text(nullif(page -> 'blocked', 'null')) b
    UNION ALL SELECT 'cells', 'cell ' || (q.value ->> 0), (q.value ->> 1)::bigint FROM jsonb_array_elements(nullif(page -> 'cells', 'null')) q
    UNION ALL SELECT 'cells', 'none', (page #>> '{funnel,interview_accepted}')::bigint - coalesce((
                         SELECT sum((q.value ->> 1)::bigint) FROM jsonb_array_elements(nullif(page -> 'cells', 'null')) q), 0)
    UNION ALL SELECT 'hours', 'hour ' || (h.value ->> 0) || ' ' || (h.value ->> 1), (h.value ->> 2)::bigint
                FROM jsonb_array_elements(nullif(page -> 'hours', 'null')) h
$$;

-- The same of all pages of a study: '' the whole, and each organisme.
CREATE OR REPLACE FUNCTION app.study_counts_of(pages jsonb) RETURNS TABLE (part text, kind text, name text, n bigint)
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, app, pg_temp
AS $$ SELECT p.key, c.* FROM jsonb_each(pages) p, LATERAL app.study_counts(p.value) c $$;

-- What may be shown of these pages after all that was shown before ({"pages", "hidden": kinds} each): the same, NULL if nothing. What is hidden
-- leaves the pages.
CREATE OR REPLACE FUNCTION app.study_step(pages jsonb, shown jsonb[]) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE hidden text[];
BEGIN
    WITH fresh AS MATERIALIZED (
        SELECT * FROM app.study_counts_of(pages)
    ), moved AS (
        SELECT s.one, c.* FROM unnest(shown) WITH ORDINALITY s (told, one), LATERAL app.study_counts_of(s.told -> 'pages') c
         WHERE NOT s.told -> 'hidden' ? c.kind
        UNION ALL
        SELECT s.one, f.part, f.kind, f.name, -f.n FROM unnest(shown) WITH ORDINALITY s (told, one), fresh f WHERE NOT s.told -> 'hidden' ? f.kind
    )
    SELECT coalesce(array_agg(DISTINCT k.kind), '{}') INTO hidden
      FROM (SELECT f.kind FROM fresh f WHERE f.n BETWEEN 1 AND 10
            UNION ALL SELECT m.kind FROM moved m GROUP BY m.one, m.part, m.kind, m.name HAVING abs(sum(m.n)) BETWEEN 1 AND 10) k;
    IF 'outcomes' = ANY (hidden) THEN
        RETURN NULL;  -- the rest are counts of the same people
    END IF;
    RETURN jsonb_build_object('hidden', hidden, 'pages', (
        SELECT jsonb_object_agg(p.key, p.value - ARRAY(SELECT k FROM unnest(hidden) k)) FROM jsonb_each(pages) p));
END $$;

-- The step of today, where nobody asked for it yet.
CREATE OR REPLACE FUNCTION app.step_study(code text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE today date := (now() AT TIME ZONE 'Europe/Paris')::date;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('study ' || code, 0));
    IF EXISTS (SELECT FROM app.study_view v WHERE v.campaign = code AND v.day >= today) THEN
        RETURN;
    END IF;
    INSERT INTO app.study_view (campaign, day, sample, told)
    SELECT code, today, app.study_sample(code), app.study_step(
               (SELECT jsonb_object_agg(o.organisme, app.campaign_figures(code, nullif(o.organisme, '')) - ARRAY['days', 'states'])
                  FROM (SELECT '' AS organisme UNION SELECT t.organisme FROM app.fact_tally(code, NULL) t) o),
               ARRAY(SELECT v.told FROM app.study_view v WHERE v.campaign = code AND v.told IS NOT NULL));
END $$;

-- The page of a study: its work as it stands, what people said as it was last shown.
CREATE OR REPLACE FUNCTION app.study_page(code text, of_organisme text) RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT l.page - 'stopped' || jsonb_build_object(
               'shown_at', s.at,
               'hidden', coalesce(s.told -> 'hidden', '["outcomes", "stopped", "cells", "hours"]'),
               'funnel', coalesce(s.page -> 'funnel', '{}') - 'callable' || jsonb_build_object('imported', l.page #> '{funnel,imported}',
                             'attempted', l.page #> '{funnel,attempted}')
                         || CASE WHEN s.page ? 'stopped'
                                 THEN jsonb_build_object('callable', (l.page #> '{funnel,imported}')::bigint - (s.page -> 'stopped')::bigint) ELSE '{}' END,
               'states', (SELECT jsonb_object_agg(o.state, o.n) FROM (
                             SELECT app.told_state(x.key, 'study') AS state, sum(x.value::bigint) AS n
                               FROM jsonb_each_text(nullif(l.page -> 'states', 'null')) x GROUP BY 1) o),
               'ranks', s.page -> 'ranks', 'dispositions', s.page -> 'dispositions', 'blocked', s.page -> 'blocked', 'hours', s.page -> 'hours',
               'cells', (SELECT jsonb_agg(jsonb_build_array(q.value -> 0, (SELECT k.value -> 1 FROM jsonb_array_elements(nullif(s.page -> 'cells', 'null')) k
                                                                            WHERE k.value -> 0 = q.value -> 0), 0))
                           FROM jsonb_array_elements(nullif(l.page -> 'cells', 'null')) q),
               'days', (SELECT jsonb_agg(jsonb_build_array(d.value -> 0, d.value -> 1, 0, d.value -> 3))
                          FROM jsonb_array_elements(nullif(l.page -> 'days', 'null')) d))
      FROM (SELECT app.campaign_figures(code, of_organisme) AS page) l
      LEFT JOIN (SELECT v.at, v.told, v.told -> 'pages' -> coalesce(of_organisme, '') AS page FROM app.study_view v
                  WHERE v.campaign = code AND v.told IS NOT NULL ORDER BY v.day DESC LIMIT 1) s ON true
$$;
