-- A file of an organisme: begin, add rows in batches, look at the duplicates, commit once (or abandon). Nothing of it is in the
-- queue before the commit. Duplicates are judged here, on HMACs: within the file and against every case of the campaign.

-- Returns {"import": id, "earlier": id of a committed import of the same file, or null}. A file left half way is begun anew.
CREATE OR REPLACE FUNCTION manager.begin_import(
    import_uuid uuid, campaign_code text, organisme_code text, sha256_of_file text, name_of_file text)
RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    held text;
    earlier uuid;
BEGIN
    PERFORM app.require('manager');
    PERFORM app.bounded(name_of_file, 200);
    PERFORM app.bounded(sha256_of_file, 64);
    SELECT k.state INTO held FROM app.campaign k WHERE k.code = campaign_code;
    IF held IS NULL THEN
        PERFORM app.fault('campaign.unknown', jsonb_build_object('campaign', left(campaign_code, 40)));
    ELSIF held = 'closed' THEN
        PERFORM app.fault('campaign.closed', jsonb_build_object('campaign', campaign_code));
    END IF;
    IF NOT EXISTS (SELECT FROM app.organisme o WHERE o.code = organisme_code) THEN
        PERFORM app.fault('organisme.unknown', jsonb_build_object('organisme', left(organisme_code, 40)));
    END IF;
    DELETE FROM app.import_batch b
     WHERE b.campaign = campaign_code AND b.organisme = organisme_code AND b.file_sha256 = sha256_of_file
       AND b.committed_at IS NULL AND b.begun_by = session_user;
    SELECT b.id INTO earlier FROM app.import_batch b
     WHERE b.campaign = campaign_code AND b.organisme = organisme_code AND b.file_sha256 = sha256_of_file
       AND b.committed_at IS NOT NULL ORDER BY b.committed_at LIMIT 1;
    INSERT INTO app.import_batch (id, campaign, organisme, file_sha256, file_name)
    VALUES (import_uuid, campaign_code, organisme_code, sha256_of_file, name_of_file);
    RETURN jsonb_build_object('import', import_uuid, 'earlier', earlier);
END $$;

-- One's own import that is not committed yet; otherwise the one refusal.
CREATE OR REPLACE FUNCTION app.open_import(import_uuid uuid) RETURNS app.import_batch
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE held app.import_batch;
BEGIN
    PERFORM app.require('manager');
    SELECT b.* INTO held FROM app.import_batch b
     WHERE b.id = import_uuid AND b.begun_by = session_user AND b.committed_at IS NULL FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM app.refuse();
    END IF;
    RETURN held;
END $$;

-- `lines`: [{"line": 2, "data": {"person_key": text, "dedupe_key": text, ...}}], the rest as app.import_row says; the clear keys
-- become HMACs here and are not kept. A line sent twice counts once. Returns how many were added.
CREATE OR REPLACE FUNCTION manager.add_import_rows(import_uuid uuid, lines jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    held app.import_batch := app.open_import(import_uuid);
    added integer;
BEGIN
    IF pg_column_size(lines) > 16777216 THEN
        PERFORM app.refuse();
    END IF;
    WITH pads AS MATERIALIZED (
        SELECT app.hmac_pad(c.hmac_key, 54) AS inner_pad, app.hmac_pad(c.hmac_key, 92) AS outer_pad,
               'person:' || k.regime || ':' AS person, 'case:' || k.code || ':' AS dossier
          FROM app.centre c, app.campaign k WHERE k.code = held.campaign
    )
    INSERT INTO app.import_row (import_id, line, person_key, dedupe_key, data)
    SELECT import_uuid, (l ->> 'line')::integer,
           sha256(p.outer_pad || sha256(p.inner_pad || convert_to(p.person || (l #>> '{data,person_key}'), 'UTF8'))),
           sha256(p.outer_pad || sha256(p.inner_pad || convert_to(p.dossier || (l #>> '{data,dedupe_key}'), 'UTF8'))),
           (l -> 'data') - '{person_key,dedupe_key}'::text[]
      FROM jsonb_array_elements(lines) AS l, pads p
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS added = ROW_COUNT;
    RETURN added;
END $$;

-- The rows by their keys: the first line of each case in the file, and the case already there if any.
CREATE OR REPLACE FUNCTION app.keyed_import(import_uuid uuid, campaign_code text)
RETURNS TABLE (line integer, first_line integer, known_case uuid)
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT r.line, min(r.line) OVER (PARTITION BY r.dedupe_key), c.id
      FROM app.import_row r
      LEFT JOIN app.call_case c ON c.campaign = campaign_code AND c.dedupe_key = r.dedupe_key
     WHERE r.import_id = import_uuid
$$;

-- Duplicates so far: of an earlier line of this file (`of_import` NULL), or of a line of an earlier import.
CREATE OR REPLACE FUNCTION manager.import_duplicates(import_uuid uuid)
RETURNS TABLE (line integer, of_line integer, of_import uuid, of_file text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
SET enable_nestloop = off SET jit = off SET work_mem = '64MB'
AS $$
DECLARE held app.import_batch := app.open_import(import_uuid);
BEGIN
    RETURN QUERY
    SELECT k.line,
           CASE WHEN k.known_case IS NULL THEN k.first_line ELSE c.line END,
           c.import_id,
           b.file_name
      FROM app.keyed_import(import_uuid, held.campaign) k
      LEFT JOIN app.call_case c ON c.id = k.known_case AND c.campaign = held.campaign
      LEFT JOIN app.import_batch b ON b.id = c.import_id
     WHERE k.known_case IS NOT NULL OR k.first_line < k.line
     ORDER BY k.line;
END $$;

-- Put the file into the queue, all or nothing. `row_count` and the counts of rejects and remarks are the reader's; rows =
-- accepted + duplicate + rejected must hold. Returns {"rows", "accepted", "duplicate", "rejected", "remarks"}.
-- The planner cannot know how many rows a file has, and its nested loops would be quadratic in them [X]: hash joins only, in
-- memory, and nothing compiled for the price that it puts on what is off.
CREATE OR REPLACE FUNCTION manager.commit_import(
    import_uuid uuid, row_count integer, rejected_count integer, remark_count integer, dropped text[], purge_time timestamptz)
RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
SET enable_nestloop = off SET jit = off SET work_mem = '64MB'
AS $$
DECLARE
    held app.import_batch := app.open_import(import_uuid);
    the_campaign app.campaign;
    accepted_count integer;
    staged_count integer;
BEGIN
    -- Two imports into one campaign take turns: each must see the cases of the other.
    SELECT k.* INTO the_campaign FROM app.campaign k WHERE k.code = held.campaign FOR UPDATE;
    IF the_campaign.state = 'closed' THEN
        PERFORM app.fault('campaign.closed', jsonb_build_object('campaign', the_campaign.code));
    END IF;
    SELECT count(*) INTO staged_count FROM app.import_row r WHERE r.import_id = import_uuid;
    IF row_count <> staged_count + rejected_count OR cardinality(dropped) > 500 THEN
        PERFORM app.refuse();
    END IF;

    WITH pads AS MATERIALIZED (
        SELECT app.hmac_pad(c.hmac_key, 54) AS inner_pad, app.hmac_pad(c.hmac_key, 92) AS outer_pad FROM app.centre c
    ), chosen AS MATERIALIZED (
        SELECT r.line, r.person_key, r.dedupe_key, r.data
          FROM app.keyed_import(import_uuid, the_campaign.code) k
          JOIN app.import_row r ON r.import_id = import_uuid AND r.line = k.line
         WHERE k.known_case IS NULL AND k.first_line = k.line
    ), people AS (
        INSERT INTO app.contact AS kept (id, regime, person_key, party, zone, fields)
        SELECT DISTINCT ON (c.person_key) gen_random_uuid(), the_campaign.regime, c.person_key, c.data ->> 'party',
               c.data ->> 'zone', coalesce(c.data -> 'contact', '{}')
          FROM chosen c ORDER BY c.person_key, c.line
        ON CONFLICT (regime, person_key) DO UPDATE SET fields = kept.fields || excluded.fields
        RETURNING kept.id, kept.person_key, kept.zone, kept.opposed_at, kept.do_not_call_at, kept.deceased_at
    ), numbers AS (
        INSERT INTO app.phone (id, contact_id, ordinal, e164, zone, number_hmac)
        SELECT gen_random_uuid(), p.id, min(100 * c.line::bigint + n.position)::integer, n.number ->> 'e164', min(n.number ->> 'zone'),
               min_hmac.value
          FROM chosen c
          JOIN people p USING (person_key)
          CROSS JOIN LATERAL jsonb_array_elements(c.data -> 'phones') WITH ORDINALITY AS n (number, position)
          CROSS JOIN pads
          CROSS JOIN LATERAL (
               SELECT sha256(pads.outer_pad || sha256(pads.inner_pad
                          || convert_to('number:' || (n.number ->> 'e164'), 'UTF8'))) AS value) min_hmac
         GROUP BY p.id, n.number ->> 'e164', min_hmac.value
        ON CONFLICT (contact_id, number_hmac) DO NOTHING
        RETURNING 1
    ), cases AS (
        INSERT INTO app.call_case (campaign, id, contact_id, organisme, zone, import_id, line, row_ref, dedupe_key, fields, state,
                                   seeded_key, purge_at)
        SELECT the_campaign.code, gen_random_uuid(), p.id, held.organisme, p.zone, import_uuid, c.line,
               coalesce(c.data ->> 'row_ref', c.line::text), c.dedupe_key, coalesce(c.data -> 'fields', '{}'),
               CASE WHEN coalesce(p.deceased_at, p.opposed_at, p.do_not_call_at) IS NOT NULL THEN 'blocked' ELSE 'fresh' END,
               -- by chance, but the same chance for the same file: who comes first can be told and repeated
               hashtextextended(held.file_sha256 || ':' || c.line, the_campaign.seed), purge_time
          FROM chosen c JOIN people p USING (person_key)
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM cases) + 0 * (SELECT count(*) FROM numbers) INTO accepted_count;

    UPDATE app.import_batch b SET committed_at = now(), rows = row_count, accepted = accepted_count,
           duplicate = staged_count - accepted_count, rejected = rejected_count, remarks = remark_count,
           dropped_columns = dropped
     WHERE b.id = import_uuid;
    DELETE FROM app.import_row r WHERE r.import_id = import_uuid;
    PERFORM app.note_access('import', the_campaign.code, NULL, jsonb_build_object(
        'import', import_uuid, 'organisme', held.organisme, 'rows', row_count, 'accepted', accepted_count));
    RETURN jsonb_build_object('rows', row_count, 'accepted', accepted_count, 'duplicate', staged_count - accepted_count,
                              'rejected', rejected_count, 'remarks', remark_count);
END $$;

-- Forget a file that was only looked at (--dry-run), or left half way.
CREATE OR REPLACE FUNCTION manager.abandon_import(import_uuid uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    PERFORM app.open_import(import_uuid);
    DELETE FROM app.import_batch b WHERE b.id = import_uuid;
END $$;
