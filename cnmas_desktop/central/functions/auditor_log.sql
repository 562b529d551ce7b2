-- The access log (decree 2015-390 art. 4): read by auditors only, and their reading is noted too.

CREATE OR REPLACE FUNCTION auditor.hello() RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$ SELECT app.greeting('auditor') $$;

-- Newest first, at most 1,000 lines. NULL: whatever person, whatever case.
CREATE OR REPLACE FUNCTION auditor.access_log(since timestamptz, until_at timestamptz, of_login text, of_case uuid, most integer)
RETURNS TABLE (at timestamptz, received_at timestamptz, login text, type text, campaign text, case_id uuid, device uuid,
               seq bigint, detail jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    PERFORM app.require('auditor');
    PERFORM app.note_access('access_log_read', NULL, of_case, jsonb_build_object(
        'since', since, 'until', until_at, 'of_login', left(of_login, 24)));
    RETURN QUERY
    SELECT a.at, a.received_at, a.login, a.type, a.campaign, a.case_id, a.device, a.seq, a.detail FROM app.audit a
     WHERE a.at >= since AND a.at < until_at AND (of_login IS NULL OR a.login = of_login)
       AND (of_case IS NULL OR a.case_id = of_case)
     ORDER BY a.at DESC, a.id LIMIT least(greatest(most, 1), 1000);
END $$;

-- One list for the yearly review of who may do what (trade section 4).
CREATE OR REPLACE FUNCTION auditor.authorisations()
RETURNS SETOF app.authorisation_line
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    PERFORM app.require('auditor');
    RETURN QUERY SELECT * FROM app.authorisation_lines();
END $$;

-- The log of one case, named by the organisme's reference of its row or by its id; NULL: whatever case.
CREATE OR REPLACE FUNCTION auditor.log_of(since timestamptz, until_at timestamptz, of_login text, reference text)
RETURNS TABLE (at timestamptz, received_at timestamptz, login text, type text, campaign text, case_id uuid, row_ref text, device uuid, detail jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
#variable_conflict use_column
DECLARE named uuid[];
BEGIN
    PERFORM app.require('auditor');
    PERFORM app.bounded(coalesce(reference, ''), 120);
    IF reference IS NOT NULL THEN
        named := ARRAY(SELECT c.id FROM app.call_case c WHERE c.row_ref = reference OR c.id::text = lower(reference));
        IF named = '{}' AND reference ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN
            named := ARRAY[reference::uuid];  -- a case destroyed since
        END IF;
    END IF;
    PERFORM app.note_access('access_log_read', NULL, named[1], jsonb_build_object('since', since, 'until', until_at, 'of_login', left(of_login, 24)));
    RETURN QUERY
    SELECT a.at, a.received_at, a.login, a.type, a.campaign, a.case_id, c.row_ref, a.device, a.detail
      FROM app.audit a LEFT JOIN app.call_case c ON c.campaign = a.campaign AND c.id = a.case_id
     WHERE a.at >= since AND a.at < until_at AND (of_login IS NULL OR a.login = of_login) AND (named IS NULL OR a.case_id = ANY (named))
     ORDER BY a.at DESC, a.id LIMIT 1000;
END $$;

-- Do the desks' sequences hold together (decision 12)? Of each kept event: its bytes are those of its hash, its hash is named by the next, no
-- number is missing. What retention destroyed at the beginning is no break; nor is a text left empty on purpose.
CREATE OR REPLACE FUNCTION auditor.verify_chain() RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp SET work_mem = '64MB'
AS $$
BEGIN
    PERFORM app.require('auditor');
    PERFORM app.note_access('chain_verified', NULL, NULL, '{}');
    RETURN (
        WITH kept AS (
            SELECT k.device, k.seq, e.login, k.sha256, k.prev_hash, coalesce(e.text, '') AS text FROM app.event_key k LEFT JOIN app.event e ON e.id = k.id
            UNION ALL SELECT a.device, a.seq, a.login, a.sha256, a.prev_hash, a.text FROM app.audit a WHERE a.device IS NOT NULL AND a.seq IS NOT NULL
            UNION ALL SELECT q.device, q.seq, q.login, q.sha256, NULL, q.text FROM app.quarantine q
                       WHERE q.seq IS NOT NULL AND q.status = 'quarantined' AND q.decision IS DISTINCT FROM 'kept'
        ), linked AS MATERIALIZED (
            SELECT k.*, max(k.login) OVER (PARTITION BY k.device) AS whose, lag(k.seq) OVER w AS seq_before, lag(k.sha256) OVER w AS hash_before FROM kept k WINDOW w AS (PARTITION BY k.device ORDER BY k.seq)
        ), judged AS (
            SELECT l.device, coalesce(l.whose, '—') AS login, l.seq,
                   CASE WHEN l.text <> '' AND encode(sha256(convert_to(l.text, 'UTF8')), 'hex') <> l.sha256 THEN 'altered'
                        WHEN l.seq_before < l.seq - 1 THEN 'gap'
                        WHEN l.seq_before = l.seq - 1 AND l.prev_hash IS NOT NULL AND l.prev_hash <> l.hash_before THEN 'link' END AS kind
              FROM linked l
        )
        SELECT json_build_object('as_of', now(), 'devices', count(DISTINCT l.device), 'events', count(*),
                                 'breaks', (SELECT coalesce(json_agg(json_build_object('device', j.device, 'login', j.login, 'seq', j.seq, 'kind', j.kind)), '[]')
                                              FROM (SELECT * FROM judged WHERE kind IS NOT NULL ORDER BY device, seq LIMIT 500) j))
          FROM linked l);
END $$;
