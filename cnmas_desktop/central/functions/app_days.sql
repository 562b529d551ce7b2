-- Days of work: what the agents' figures (app.rollup) come to without the agents, so that a campaign's page adds up a few hundred lines
-- whatever the number of agents. Days before yesterday are added up once, and again when something late tells of them; the last two
-- are read as they stand, so that whoever writes to a day gone by is always seen to.

CREATE OR REPLACE FUNCTION app.note_day() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    INSERT INTO app.day_due (day, campaign) VALUES (NEW.day, NEW.campaign);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION app.first_open_day() RETURNS date
LANGUAGE sql STABLE AS $$ SELECT (now() AT TIME ZONE 'Europe/Paris')::date - 1 $$;

CREATE OR REPLACE TRIGGER day_begun AFTER INSERT ON app.rollup FOR EACH ROW EXECUTE FUNCTION app.note_day();
CREATE OR REPLACE TRIGGER day_told_late AFTER UPDATE ON app.rollup FOR EACH ROW
    WHEN (NEW.day < (now() AT TIME ZONE 'Europe/Paris')::date - 1) EXECUTE FUNCTION app.note_day();

CREATE OR REPLACE FUNCTION app.fold_days() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp SET jit = off
AS $$
DECLARE one record;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('app.day_figure')) THEN
        RETURN;
    END IF;
    FOR one IN
        WITH due AS (DELETE FROM app.day_due d WHERE d.day < app.first_open_day() RETURNING d.day, d.campaign)
        SELECT DISTINCT due.day, due.campaign FROM due
         WHERE due.day > current_date - 365  -- of older days the agents' figures are destroyed, and these stand
    LOOP
        DELETE FROM app.day_figure f WHERE f.campaign = one.campaign AND f.day = one.day;
        INSERT INTO app.day_figure (campaign, day, organisme, measure, n)
        SELECT r.campaign, r.day, r.organisme, r.measure, sum(r.n)
          FROM app.rollup r WHERE r.day = one.day AND r.campaign = one.campaign GROUP BY 1, 2, 3, 4 HAVING sum(r.n) <> 0;
    END LOOP;
END $$;

-- The figures of the last `days` days, today's included.
CREATE OR REPLACE FUNCTION app.figures_of(code text, of_organisme text, days integer) RETURNS TABLE (day date, measure text, n bigint)
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT f.day, f.measure, sum(f.n)::bigint
      FROM (SELECT k.day, k.organisme, k.measure, k.n FROM app.day_figure k WHERE k.campaign = code AND k.day < app.first_open_day()
            UNION ALL
            SELECT r.day, r.organisme, r.measure, r.n FROM app.rollup r WHERE r.day >= app.first_open_day() AND r.campaign = code) f
     WHERE f.day > (now() AT TIME ZONE 'Europe/Paris')::date - days AND (of_organisme IS NULL OR f.organisme = of_organisme)
     GROUP BY 1, 2
$$;

-- Measures of calls after which nobody calls.
CREATE OR REPLACE FUNCTION app.closing_measures() RETURNS text[]
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$ SELECT array_agg('disposition:' || e.disposition) FROM app.disposition_effect e WHERE e.closing $$;

-- Days on which the campaign was called.
CREATE OR REPLACE FUNCTION app.days_of(code text, of_organisme text, days integer)
RETURNS TABLE (day date, attempts bigint, interviews bigint, closed bigint)
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT f.day, coalesce(sum(f.n) FILTER (WHERE f.measure = 'attempts'), 0)::bigint,
           coalesce(sum(f.n) FILTER (WHERE f.measure = 'interviews'), 0)::bigint,
           coalesce(sum(f.n) FILTER (WHERE f.measure = ANY (k.measures)), 0)::bigint
      FROM app.figures_of(code, of_organisme, days) f, (SELECT app.closing_measures() AS measures OFFSET 0) k
     GROUP BY 1 HAVING sum(f.n) FILTER (WHERE f.measure = 'attempts') > 0 ORDER BY 1
$$;
