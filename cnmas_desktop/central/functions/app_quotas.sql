-- Quotas: so many interviews of a cell (ages, sex). A full cell's cases are leased no more; what was begun, promised or is held is called
-- all the same. The queue knows it by a flag on its rows (call_case.quota_full, in the index of the pool), so that check-out asks nothing.
--
-- A target is each organisme's, as the campaign's text says; one that a supervisor set is of the whole (app.quota_target).
-- Two last interviews of a cell told at the same instant are both kept: they were held. The second is counted when the first is in, so that
-- whoever comes last sees a full cell and closes it (app.count_quota); a cell is never left open because two did not see each other.

CREATE OR REPLACE FUNCTION app.quota_cell(code text, age text, sex text) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT q.cell FROM app.quota q
     WHERE q.campaign = code AND substring(age FROM '^[0-9]{1,3}$')::integer BETWEEN q.age_min AND q.age_max AND q.sex IN ('', sex)
     ORDER BY q.place LIMIT 1
$$;

-- Flag the rows of full cells, and take the flag from those of the others. `of_cell` NULL: all of the campaign. Rows that somebody has in
-- hand are passed over: the next time finds them.
CREATE OR REPLACE FUNCTION app.sweep_quotas(code text, of_cell text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    one record;
    enough boolean;       -- of the whole, where a supervisor set a target
    organismes text[];    -- that have enough of their own
BEGIN
    FOR one IN
        SELECT q.cell, q.target, t.target AS of_all
          FROM app.quota q LEFT JOIN app.quota_target t ON t.campaign = q.campaign AND t.cell = q.cell
         WHERE q.campaign = code AND (of_cell IS NULL OR q.cell = of_cell)
    LOOP
        enough := (SELECT count(*) FROM app.quota_done d WHERE d.campaign = code AND d.cell = one.cell) >= one.of_all;
        organismes := ARRAY(SELECT d.organisme FROM app.quota_done d WHERE d.campaign = code AND d.cell = one.cell
                             GROUP BY 1 HAVING count(*) >= one.target);
        IF enough THEN
            UPDATE app.call_case c SET quota_full = true
             WHERE c.ctid = ANY (ARRAY(
                   SELECT k.ctid FROM app.call_case k
                    WHERE k.campaign = code AND k.quota_cell = one.cell AND NOT k.quota_full AND k.state IN ('fresh', 'retry')
                      FOR UPDATE SKIP LOCKED));
        ELSIF enough IS NULL AND organismes <> '{}' THEN
            UPDATE app.call_case c SET quota_full = true
             WHERE c.ctid = ANY (ARRAY(
                   SELECT k.ctid FROM app.call_case k
                    WHERE k.campaign = code AND k.quota_cell = one.cell AND NOT k.quota_full AND k.organisme = ANY (organismes)
                      AND k.state IN ('fresh', 'retry') FOR UPDATE SKIP LOCKED));
        END IF;
        UPDATE app.call_case c SET quota_full = false  -- a target was raised, an interview taken back
         WHERE c.ctid = ANY (ARRAY(
               SELECT k.ctid FROM app.call_case k
                WHERE k.campaign = code AND k.quota_cell = one.cell AND k.quota_full AND k.state IN ('fresh', 'retry')
                  AND NOT coalesce(enough, k.organisme = ANY (organismes)) FOR UPDATE SKIP LOCKED));
    END LOOP;
END $$;

-- An interview of a case that has a cell was decided, or decided otherwise; app.case_changed says so.
CREATE OR REPLACE FUNCTION app.count_quota(told app.call_case) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    -- One lock for all cells, taken last: who counts in several, or of several campaigns, never waits in a ring. Nobody else takes it.
    PERFORM pg_advisory_xact_lock(hashtext('app.quota_done'));
    DELETE FROM app.quota_done d WHERE d.campaign = told.campaign AND d.case_id = told.id;
    IF told.result ->> 'interview' = 'accepted' THEN
        INSERT INTO app.quota_done (campaign, case_id, cell, organisme) VALUES (told.campaign, told.id, told.quota_cell, told.organisme);
    END IF;
    PERFORM app.sweep_quotas(told.campaign, told.quota_cell);
END $$;
