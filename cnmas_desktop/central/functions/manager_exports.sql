-- Results for an organisme: numbered lots, never rewritten. A lot holds what is new since the last ones and decided; a case whose result
-- changed after it was sent comes again, naming the lot it rectifies. The lines are kept, so that a lot re-exports byte for byte.

-- Returns {"number", "lines"}; number NULL and no lot when there is nothing new. A study has no lots: aggregates only.
CREATE OR REPLACE FUNCTION manager.create_export_lot(campaign_code text, organisme_code text, to_recipient text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    the_regime text;
    lot integer;
    line_count integer;
BEGIN
    PERFORM app.require('manager');
    PERFORM app.bounded(coalesce(to_recipient, ''), 200);
    SELECT k.regime INTO the_regime FROM app.campaign k WHERE k.code = campaign_code;
    IF the_regime IS NULL THEN
        PERFORM app.fault('campaign.unknown', jsonb_build_object('campaign', left(campaign_code, 40)));
    ELSIF the_regime = 'study' THEN
        PERFORM app.fault('export.study', jsonb_build_object('campaign', campaign_code));
    END IF;
    PERFORM app.known_organisme(organisme_code);
    PERFORM pg_advisory_xact_lock(hashtextextended('export ' || campaign_code || ' ' || organisme_code, 0));
    SELECT coalesce(max(l.number), 0) + 1 INTO lot FROM app.export_lot l
     WHERE l.campaign = campaign_code AND l.organisme = organisme_code;

    WITH ready AS (
        SELECT c.id, c.row_ref, c.result, c.result_at, c.exported_lot
          FROM app.call_case c
          LEFT JOIN app.export_line sent ON sent.campaign = c.campaign AND sent.organisme = c.organisme
               AND sent.number = c.exported_lot AND sent.case_id = c.id
         WHERE c.campaign = campaign_code AND c.organisme = organisme_code AND c.result_at IS NOT NULL
           AND (c.exported_lot IS NULL OR sent.result IS DISTINCT FROM c.result)
           AND c.id NOT IN (SELECT u FROM app.undecided_cases(campaign_code) u)
           FOR UPDATE OF c
    ), written AS (
        INSERT INTO app.export_line (campaign, organisme, number, position, case_id, row_ref, rectifies, result, result_at)
        SELECT campaign_code, organisme_code, lot, row_number() OVER (ORDER BY r.result_at, r.id), r.id, r.row_ref,
               r.exported_lot, r.result, r.result_at
          FROM ready r
        RETURNING case_id
    ), marked AS (
        UPDATE app.call_case c SET exported_lot = lot FROM written w WHERE c.campaign = campaign_code AND c.id = w.case_id
        RETURNING 1
    )
    SELECT count(*) INTO line_count FROM marked;
    IF line_count = 0 THEN
        RETURN jsonb_build_object('number', NULL, 'lines', 0);
    END IF;
    INSERT INTO app.export_lot (campaign, organisme, number, recipient, lines)
    VALUES (campaign_code, organisme_code, lot, to_recipient, line_count);
    PERFORM app.note_access('export', campaign_code, NULL, jsonb_build_object(
        'organisme', organisme_code, 'lot', lot, 'lines', line_count));
    RETURN jsonb_build_object('number', lot, 'lines', line_count);
END $$;

-- What the next lot would hold, by the rule of manager.create_export_lot: {"fresh", "rectifying"}, and "undecided", which is in none.
CREATE OR REPLACE FUNCTION manager.next_lot(campaign_code text, organisme_code text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp SET enable_nestloop = off
AS $$
BEGIN
    PERFORM app.require('manager');
    PERFORM app.known_campaign(campaign_code);
    PERFORM app.known_organisme(organisme_code);
    RETURN (
        WITH undecided AS MATERIALIZED (SELECT u FROM app.undecided_cases(campaign_code) u)
        SELECT json_build_object('fresh', count(*) FILTER (WHERE d.u IS NULL AND c.exported_lot IS NULL),
                                 'rectifying', count(*) FILTER (WHERE d.u IS NULL AND c.exported_lot IS NOT NULL AND sent.result IS DISTINCT FROM c.result),
                                 'undecided', count(d.u))
          FROM app.call_case c
          LEFT JOIN undecided d ON d.u = c.id
          LEFT JOIN app.export_line sent ON sent.campaign = c.campaign AND sent.organisme = c.organisme
               AND sent.number = c.exported_lot AND sent.case_id = c.id
         WHERE c.campaign = campaign_code AND c.organisme = organisme_code AND c.result_at IS NOT NULL);
END $$;

-- How many results wait for a supervisor's decision, and are in no lot for that reason.
CREATE OR REPLACE FUNCTION manager.undecided_results(campaign_code text, organisme_code text) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    PERFORM app.require('manager');
    RETURN (SELECT count(*) FROM app.call_case c
             WHERE c.campaign = campaign_code AND c.organisme = organisme_code AND c.result_at IS NOT NULL
               AND c.id IN (SELECT u FROM app.undecided_cases(campaign_code) u));
END $$;

CREATE OR REPLACE FUNCTION manager.export_lots(campaign_code text, organisme_code text)
RETURNS TABLE (number integer, created_at timestamptz, created_by text, recipient text, lines integer, sha256 text,
               received_at timestamptz, rectified bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    PERFORM app.require('manager');
    PERFORM app.known_campaign(campaign_code);
    PERFORM app.known_organisme(organisme_code);
    RETURN QUERY
    SELECT l.number, l.created_at, p.display_name, l.recipient, l.lines, l.sha256, l.received_at,
           (SELECT count(*) FROM app.export_line x
             WHERE x.campaign = l.campaign AND x.organisme = l.organisme AND x.number = l.number AND x.rectifies IS NOT NULL)
      FROM app.export_lot l LEFT JOIN app.person p ON p.role_name = l.created_by
     WHERE l.campaign = campaign_code AND l.organisme = organisme_code ORDER BY l.number;
END $$;

-- The lines of a lot, in their order. Every reading is noted.
CREATE OR REPLACE FUNCTION manager.export_lines(campaign_code text, organisme_code text, lot integer)
RETURNS TABLE (line_position integer, case_id uuid, row_ref text, rectifies integer, result jsonb, result_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE promised integer;
BEGIN
    PERFORM app.require('manager');
    SELECT l.lines INTO promised FROM app.export_lot l
     WHERE l.campaign = campaign_code AND l.organisme = organisme_code AND l.number = lot;
    IF promised IS NULL THEN
        PERFORM app.fault('export.unknown_lot', jsonb_build_object('number', lot));
    ELSIF promised > (SELECT count(*) FROM app.export_line l
                       WHERE l.campaign = campaign_code AND l.organisme = organisme_code AND l.number = lot) THEN
        PERFORM app.fault('export.purged', jsonb_build_object('number', lot));
    END IF;
    PERFORM app.note_access('export_read', campaign_code, NULL, jsonb_build_object('organisme', organisme_code, 'lot', lot));
    RETURN QUERY
    SELECT l.position, l.case_id, l.row_ref, l.rectifies, l.result, l.result_at FROM app.export_line l
     WHERE l.campaign = campaign_code AND l.organisme = organisme_code AND l.number = lot ORDER BY l.position;
END $$;

-- The text of the campaign's latest version when the lot was made: the labels of a lot never change with a later version.
CREATE OR REPLACE FUNCTION manager.lot_campaign_text(campaign_code text, organisme_code text, lot integer) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    PERFORM app.require('manager');
    RETURN (SELECT v.text
              FROM app.export_lot l JOIN app.campaign_version v ON v.campaign = l.campaign AND v.loaded_at <= l.created_at
             WHERE l.campaign = campaign_code AND l.organisme = organisme_code AND l.number = lot
             ORDER BY v.loaded_at DESC, v.version DESC LIMIT 1);
END $$;

-- Keep the hash of the file made of a lot. The same again is welcome; another one means that the bytes changed.
CREATE OR REPLACE FUNCTION manager.seal_export_lot(campaign_code text, organisme_code text, lot integer, file_sha256 text)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE held text;
BEGIN
    PERFORM app.require('manager');
    IF file_sha256 !~ '^[0-9a-f]{64}$' THEN
        PERFORM app.refuse();
    END IF;
    UPDATE app.export_lot l SET sha256 = coalesce(l.sha256, file_sha256)
     WHERE l.campaign = campaign_code AND l.organisme = organisme_code AND l.number = lot
    RETURNING l.sha256 INTO held;
    IF held IS NULL THEN
        PERFORM app.fault('export.unknown_lot', jsonb_build_object('number', lot));
    ELSIF held <> file_sha256 THEN
        PERFORM app.fault('export.other_bytes', jsonb_build_object('number', lot));
    END IF;
END $$;

-- The organisme says it has the lot: retention of its results starts.
CREATE OR REPLACE FUNCTION manager.record_receipt(campaign_code text, organisme_code text, lot integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    PERFORM app.require('manager');
    PERFORM app.known_campaign(campaign_code);
    PERFORM app.known_organisme(organisme_code);
    UPDATE app.export_lot l SET received_at = coalesce(l.received_at, now())
     WHERE l.campaign = campaign_code AND l.organisme = organisme_code AND l.number = lot;
    IF NOT FOUND THEN
        PERFORM app.fault('export.unknown_lot', jsonb_build_object('number', lot));
    END IF;
    PERFORM app.note_access('export_received', campaign_code, NULL,
                            jsonb_build_object('organisme', organisme_code, 'lot', lot));
END $$;

-- A study, anonymous: interviews accepted, refused and oppositions by organisme, age in whole years and sex. `age` as of the
-- file; NULL or '' where it is not known. The small-cell rule (domain section 3.9) is applied to the table that leaves, see manager.study_table;
-- until the study is closed nothing does.
CREATE OR REPLACE FUNCTION manager.study_counts(campaign_code text)
RETURNS TABLE (organisme text, age integer, sex text, outcome text, n bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE the_campaign app.campaign;
BEGIN
    PERFORM app.require('manager');
    SELECT k.* INTO the_campaign FROM app.campaign k WHERE k.code = campaign_code;
    IF the_campaign.regime IS DISTINCT FROM 'study' THEN
        PERFORM app.fault('export.not_study', jsonb_build_object('campaign', left(campaign_code, 40)));
    ELSIF the_campaign.state <> 'closed' THEN
        PERFORM app.fault('export.study_open', jsonb_build_object('campaign', campaign_code));
    END IF;
    PERFORM app.note_access('study_counts', campaign_code, NULL, '{}');
    RETURN QUERY
    SELECT c.organisme,
           substring(coalesce(c.fields ->> 'age', p.fields ->> 'age') FROM '^[0-9]{1,3}$')::integer,
           coalesce(c.fields ->> 'sexe', p.fields ->> 'sexe', ''),
           CASE WHEN c.disposition = 'OPPO' OR p.opposed_at IS NOT NULL THEN 'opposed' ELSE c.result ->> 'interview' END,
           count(*)
      FROM app.call_case c JOIN app.contact p ON p.id = c.contact_id
     WHERE c.campaign = campaign_code
       AND (c.disposition = 'OPPO' OR p.opposed_at IS NOT NULL OR c.result ->> 'interview' IN ('accepted', 'refused'))
     GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4;
END $$;

-- The one table of a study that leaves for an organisme: `made` (rows of texts) where there is none yet, otherwise the one that was kept. Two
-- tables of the same people at two moments tell what was answered in between, whatever each of them hides: so there is never a second, not even
-- when a late result is taken in after the close. NULL when there is none and none is made.
CREATE OR REPLACE FUNCTION manager.study_table(campaign_code text, organisme_code text, made jsonb DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    PERFORM app.require('manager');
    PERFORM app.known_organisme(organisme_code);
    IF made IS NOT NULL THEN
        IF jsonb_typeof(made) <> 'array' OR pg_column_size(made) > 65536
           OR NOT EXISTS (SELECT FROM app.campaign k WHERE k.code = campaign_code AND k.regime = 'study' AND k.state = 'closed') THEN
            PERFORM app.refuse();
        END IF;
        INSERT INTO app.study_table (campaign, organisme, rows) VALUES (campaign_code, organisme_code, made) ON CONFLICT DO NOTHING;
    END IF;
    RETURN (SELECT t.rows FROM app.study_table t WHERE t.campaign = campaign_code AND t.organisme = organisme_code);
END $$;
