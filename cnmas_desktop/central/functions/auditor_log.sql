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
RETURNS TABLE (login text, kind text, campaign text, organisme text, authorised_by text, from_at timestamptz,
               until_at timestamptz, revoked_at timestamptz, disabled_at timestamptz, undertaking_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    PERFORM app.require('auditor');
    RETURN QUERY
    SELECT p.login, p.kind, a.campaign, a.organisme, a.authorised_by, a.from_at, a.until_at, a.revoked_at, p.disabled_at,
           p.undertaking_at
      FROM app.person p LEFT JOIN app.agent_authorisation a USING (login) ORDER BY p.login, a.from_at;
END $$;
