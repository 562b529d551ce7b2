-- A file of an organisme: begin, add rows in batches, commit once (or roll back), all in ONE transaction of the manager's session.
-- The server makes cases while the reader reads on, and nobody sees any of them before the end: a file whose reading stops, a dry
-- run and a client that dies leave nothing behind. Duplicates are judged here, on HMACs: within the file and against every case.

-- Room for the events of the cases to come (app.make_room): a transaction of its own, so that nobody waits for the import's end.
CREATE OR REPLACE FUNCTION manager.make_room(campaign_code text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    PERFORM app.require('manager');
    PERFORM app.make_room(k.code, app.this_month()) FROM app.campaign k WHERE k.code = campaign_code AND k.state <> 'closed';
END $$;

-- `purge_time`: when the cases are to be destroyed at the latest. Returns {"import": id, "earlier": id of a committed import of the same file, or null}.
CREATE OR REPLACE FUNCTION manager.begin_import(
    import_uuid uuid, campaign_code text, organisme_code text, sha256_of_file text, name_of_file text,
    purge_time timestamptz)
RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    the_campaign app.campaign;
    earlier uuid;
BEGIN
    PERFORM app.require('manager');
    PERFORM app.bounded(name_of_file, 200);
    PERFORM app.bounded(sha256_of_file, 64);
    SELECT k.* INTO the_campaign FROM app.campaign k WHERE k.code = campaign_code;
    IF the_campaign.code IS NULL THEN
        PERFORM app.fault('campaign.unknown', jsonb_build_object('campaign', left(campaign_code, 40)));
    ELSIF the_campaign.state = 'closed' THEN
        PERFORM app.fault('campaign.closed', jsonb_build_object('campaign', campaign_code));
    END IF;
    PERFORM app.known_organisme(organisme_code);
    -- A session that falls silent (a computer that sleeps) must not hold back the others for ever.
    PERFORM set_config('idle_in_transaction_session_timeout', '2min', true), set_config('lock_timeout', '1min', true);
    -- Imports of a regime take turns: each must see the people and the cases of the other.
    PERFORM pg_advisory_xact_lock(hashtextextended('import ' || the_campaign.regime, 0));
    SELECT b.id INTO earlier FROM app.import_batch b
     WHERE b.campaign = campaign_code AND b.organisme = organisme_code AND b.file_sha256 = sha256_of_file
     ORDER BY b.committed_at LIMIT 1;
    INSERT INTO app.import_batch (id, campaign, organisme, file_sha256, file_name, purge_at, pending)
    VALUES (import_uuid, campaign_code, organisme_code, sha256_of_file, name_of_file, purge_time, gen_random_uuid());
    RETURN jsonb_build_object('import', import_uuid, 'earlier', earlier);
END $$;

-- The import that this transaction began; otherwise the one refusal. No other can be seen: see `pending`.
CREATE OR REPLACE FUNCTION app.open_import(import_uuid uuid) RETURNS app.import_batch
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE held app.import_batch;
BEGIN
    PERFORM app.require('manager');
    SELECT b.* INTO held FROM app.import_batch b
     WHERE b.id = import_uuid AND b.begun_by = session_user AND b.committed_at IS NULL;
    IF NOT FOUND THEN
        PERFORM app.refuse();
    END IF;
    RETURN held;
END $$;

-- Ids of what arrives together are in order, so that they fill the leaves of six indexes one after the other, not here and there; and they ask
-- the system for no chance of its own, row by row. What an id opens depends on who asks, so it need not be hard to guess.
-- `arrival`: milliseconds as 12 hexadecimal digits; `place`: in the file; `chance`: 12 hexadecimal digits, for all of a batch.
CREATE OR REPLACE FUNCTION app.id_of_arrival(arrival text, place integer, chance text) RETURNS uuid LANGUAGE sql IMMUTABLE
AS $$
    SELECT (arrival || lpad(to_hex(place), 8, '0') || chance)::uuid
$$;

-- `lines`: [[line, person_key, dedupe_key, row_ref, party, zone, {contact}, {fields}, [[e164, zone], ...]], ...], in file order; the
-- clear keys become HMACs here and are not kept; dedupe_key is '' where a person has one case. Makes cases of those that are new, and
-- returns the others: a line that repeats an earlier one of this file (`of_import` NULL) or of an earlier import.
-- Each known person or case is looked up by its key, row by row, whatever the planner thinks of tables that grow meanwhile.
CREATE OR REPLACE FUNCTION manager.add_import_rows(import_uuid uuid, lines jsonb)
RETURNS TABLE (line integer, of_line integer, of_import uuid, of_file text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    held app.import_batch := app.open_import(import_uuid);
    -- Plain values: a field of a record is looked up anew for each row.
    code constant text := held.campaign;
    to_organisme constant text := held.organisme;
    file constant text := held.file_sha256 || ':';
    purge_time constant timestamptz := held.purge_at;
    the_regime text;
    the_seed bigint;
    has_quotas boolean;
    outer_pad bytea;
    of_person bytea;
    of_case bytea;
    of_number bytea;
    repeated integer;
    arrival constant text := lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint), 12, '0');
    chance constant text := lpad(to_hex((random() * 281474976710655)::bigint), 12, '0');
    chance_of_people constant text := lpad(to_hex((random() * 281474976710655)::bigint), 12, '0');  -- a case's id tells no person's
BEGIN
    IF pg_column_size(lines) > 16777216 THEN
        PERFORM app.refuse();
    END IF;
    SELECT k.regime, k.seed INTO the_regime, the_seed FROM app.campaign k WHERE k.code = held.campaign;
    has_quotas := EXISTS (SELECT FROM app.quota q WHERE q.campaign = held.campaign);
    SELECT app.hmac_pad(c.hmac_key, 92), app.hmac_pad(c.hmac_key, 54) || convert_to('person:' || the_regime || ':', 'UTF8'),
           app.hmac_pad(c.hmac_key, 54) || convert_to('case:' || code || ':', 'UTF8'), app.hmac_pad(c.hmac_key, 54) || 'number:'::bytea
      INTO outer_pad, of_person, of_case, of_number FROM app.centre c;
    RETURN QUERY
    WITH keyed AS MATERIALIZED (
        SELECT t.*, p.id AS known_person, p.zone AS known_zone, p.created_at <> now() AS of_before,
               (SELECT c.id FROM app.call_case c WHERE c.contact_id = p.id AND c.campaign = code AND c.dedupe_key = t.dedupe_key) AS known_case,
               min(t.line) OVER (PARTITION BY t.person_key, t.dedupe_key) AS first_line
          FROM (SELECT (l ->> 0)::integer AS line, l,
                       sha256(outer_pad || sha256(of_person || convert_to(l ->> 1, 'UTF8'))) AS person_key,
                       CASE l ->> 2 WHEN '' THEN ''::bytea ELSE sha256(outer_pad || sha256(of_case || convert_to(l ->> 2, 'UTF8'))) END AS dedupe_key
                  FROM jsonb_array_elements(lines) AS l OFFSET 0) t
          LEFT JOIN LATERAL (SELECT p.id, p.zone, p.created_at FROM app.contact p
                              WHERE p.person_key = t.person_key AND p.regime = the_regime OFFSET 0) p ON true
    ), chosen AS MATERIALIZED (
        SELECT k.line, k.person_key, k.dedupe_key, k.l, k.known_person, k.of_before,
               coalesce(k.known_person, app.id_of_arrival(arrival, first_value(k.line) OVER same_person, chance_of_people)) AS contact_id,
               coalesce(k.known_zone, first_value(k.l ->> 5) OVER same_person) AS zone,
               row_number() OVER same_person = 1 AS first_of_person
          FROM keyed k
         WHERE k.known_case IS NULL AND k.first_line = k.line
        WINDOW same_person AS (PARTITION BY k.person_key ORDER BY k.line)
         ORDER BY k.line  -- as their ids: in the order of the persons' codes, four indexes would be split in the middle again and again
    ), people AS (
        INSERT INTO app.contact (id, regime, person_key, party, zone, fields)
        SELECT c.contact_id, the_regime, c.person_key, c.l ->> 4, c.l ->> 5, c.l -> 6
          FROM chosen c WHERE c.known_person IS NULL AND c.first_of_person
    ), known_people AS (
        -- What the file says anew of them is written at the end: their rows stay free for the agents meanwhile.
        INSERT INTO app.import_row (import_id, contact_id, fields)
        SELECT import_uuid, c.known_person, c.l -> 6
          FROM chosen c
         WHERE c.first_of_person AND c.of_before
        ON CONFLICT DO NOTHING
    ), numbers AS MATERIALIZED (
        SELECT n.*, sha256(outer_pad || sha256(of_number || convert_to(n.e164, 'UTF8'))) AS number_hmac
          FROM (SELECT DISTINCT ON (c.contact_id, n.number ->> 0) c.contact_id, c.known_person,
                       (100 * c.line::bigint + n.position)::integer AS ordinal, n.number ->> 0 AS e164, n.number ->> 1 AS zone
                  FROM chosen c CROSS JOIN LATERAL jsonb_array_elements(c.l -> 8) WITH ORDINALITY AS n (number, position)
                 ORDER BY c.contact_id, n.number ->> 0, c.line, n.position) n
    ), new_numbers AS (
        INSERT INTO app.phone (id, contact_id, ordinal, e164, zone, number_hmac)
        SELECT app.id_of_arrival(arrival, n.ordinal, chance), n.contact_id, n.ordinal, n.e164, n.zone, n.number_hmac FROM numbers n WHERE n.known_person IS NULL
    ), more_numbers AS (
        -- Apart: to look for a conflict that cannot be would cost the others a sixth of the import.
        INSERT INTO app.phone (id, contact_id, ordinal, e164, zone, number_hmac)
        SELECT app.id_of_arrival(arrival, n.ordinal, chance), n.contact_id, n.ordinal, n.e164, n.zone, n.number_hmac FROM numbers n WHERE n.known_person IS NOT NULL
        ON CONFLICT (contact_id, number_hmac) DO NOTHING
    ), cases AS (
        INSERT INTO app.call_case (campaign, id, contact_id, organisme, zone, import_id, line, row_ref, dedupe_key, fields,
                                   seeded_key, quota_cell, purge_at)
        SELECT code, app.id_of_arrival(arrival, c.line, chance), c.contact_id, to_organisme, c.zone, import_uuid, c.line,
               coalesce(c.l ->> 3, c.line::text), c.dedupe_key, c.l -> 7,
               -- by chance, but the same chance for the same file: who comes first can be told and repeated
               hashtextextended(file || c.line, the_seed),
               CASE WHEN has_quotas THEN app.quota_cell(code, coalesce(c.l #>> '{7,age}', c.l #>> '{6,age}'),
                                                        coalesce(c.l #>> '{7,sexe}', c.l #>> '{6,sexe}', '')) END,
               purge_time
          FROM chosen c
    )
    SELECT k.line, coalesce(c.line, k.first_line), nullif(c.import_id, import_uuid), b.file_name
      FROM keyed k
      LEFT JOIN LATERAL (SELECT j.line, j.import_id FROM app.call_case j WHERE j.id = k.known_case OFFSET 0) c ON true
      LEFT JOIN LATERAL (SELECT i.file_name FROM app.import_batch i WHERE i.id = c.import_id AND i.id <> import_uuid OFFSET 0) b ON true
     WHERE k.known_case IS NOT NULL OR k.first_line < k.line
     ORDER BY k.line;
    GET DIAGNOSTICS repeated = ROW_COUNT;
    UPDATE app.import_batch b SET accepted = coalesce(b.accepted, 0) + jsonb_array_length(lines) - repeated WHERE b.id = import_uuid;
END $$;

-- The lines of this import whose person is not to be called: their cases are blocked. `reason`: deceased, opposition, opted_out.
-- Asked before the commit.
CREATE OR REPLACE FUNCTION manager.import_stopped(import_uuid uuid) RETURNS TABLE (line integer, reason text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE held app.import_batch := app.open_import(import_uuid);
BEGIN
    RETURN QUERY
    SELECT c.line, app.stop_of(t)
      FROM app.import_row r
      JOIN app.contact t ON t.id = r.contact_id
      JOIN app.call_case c ON c.contact_id = r.contact_id AND c.import_id = import_uuid
     WHERE r.import_id = import_uuid AND app.stop_of(t) IS NOT NULL
     ORDER BY c.line;
END $$;

-- What stops every case of a person, NULL for nothing.
CREATE OR REPLACE FUNCTION app.stop_of(person app.contact) RETURNS text
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT CASE WHEN person.deceased_at IS NOT NULL THEN 'deceased' WHEN person.opposed_at IS NOT NULL THEN 'opposition'
                WHEN person.do_not_call_at IS NOT NULL THEN 'opted_out' END
$$;

-- The end of the file: its cases stand. `row_count` and the counts of rejects and remarks are the reader's; rows = accepted +
-- duplicate + rejected holds. Returns {"rows", "accepted", "duplicate", "rejected", "remarks"}.
CREATE OR REPLACE FUNCTION manager.commit_import(
    import_uuid uuid, row_count integer, duplicate_count integer, rejected_count integer, remark_count integer, dropped text[])
RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    held app.import_batch := app.open_import(import_uuid);
    accepted_count integer;
BEGIN
    IF (SELECT k.state FROM app.campaign k WHERE k.code = held.campaign FOR SHARE) = 'closed' THEN
        PERFORM app.fault('campaign.closed', jsonb_build_object('campaign', held.campaign));
    END IF;
    accepted_count := row_count - duplicate_count - rejected_count;
    IF accepted_count <> coalesce(held.accepted, 0) OR cardinality(dropped) > 500 THEN
        PERFORM app.refuse();
    END IF;
    -- People known before: locked in one order for all, told what is new of them, and asked again what stops them.
    PERFORM FROM app.contact t WHERE t.id IN (SELECT r.contact_id FROM app.import_row r WHERE r.import_id = import_uuid)
      ORDER BY t.id FOR NO KEY UPDATE;
    UPDATE app.contact t SET fields = t.fields || r.fields
      FROM app.import_row r WHERE r.import_id = import_uuid AND t.id = r.contact_id AND NOT t.fields @> r.fields;
    UPDATE app.call_case c SET state = 'blocked'
      FROM app.import_row r JOIN app.contact t ON t.id = r.contact_id
     WHERE r.import_id = import_uuid AND app.stop_of(t) IS NOT NULL AND c.contact_id = t.id AND c.import_id = import_uuid;
    DELETE FROM app.import_row r WHERE r.import_id = import_uuid;
    PERFORM app.sweep_quotas(held.campaign);
    UPDATE app.import_batch b SET committed_at = now(), pending = NULL, rows = row_count, duplicate = duplicate_count,
           rejected = rejected_count, remarks = remark_count, dropped_columns = dropped
     WHERE b.id = import_uuid;
    PERFORM app.note_access('import', held.campaign, NULL, jsonb_build_object(
        'import', import_uuid, 'organisme', held.organisme, 'rows', row_count, 'accepted', accepted_count));
    RETURN jsonb_build_object('rows', row_count, 'accepted', accepted_count, 'duplicate', duplicate_count,
                              'rejected', rejected_count, 'remarks', remark_count);
END $$;
