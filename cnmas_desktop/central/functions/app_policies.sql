-- Row security under everything, forced on the owner too: a grant given by mistake shows nothing, and a definer function
-- reads a table only for the kinds of people whose work needs it. Written on session_user (decision 14).
-- To add a table: one line here; tests/central/test_lint.py fails until it is there.

DO $apply$
DECLARE
    one record;
    people text;
BEGIN
    FOR one IN
        SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'app'::regnamespace AND c.relkind IN ('r', 'p')
           AND NOT (c.relrowsecurity AND c.relforcerowsecurity)  -- a lock less for each of the others
    LOOP
        EXECUTE format('ALTER TABLE app.%I ENABLE ROW LEVEL SECURITY', one.relname);
        EXECUTE format('ALTER TABLE app.%I FORCE ROW LEVEL SECURITY', one.relname);
    END LOOP;
    FOR one IN SELECT p.tablename, p.policyname FROM pg_policies p WHERE p.schemaname = 'app' LOOP
        EXECUTE format('DROP POLICY %I ON app.%I', one.policyname, one.tablename);
    END LOOP;

    FOR one IN
        SELECT * FROM (VALUES
            -- table, who reads, who adds, who changes or deletes
            ('centre',                '{agent,supervisor,manager,auditor}', '{}',                 '{}'),
            ('agent_authorisation',   '{agent,supervisor,manager,auditor}', '{}',                 '{}'),
            ('device',                '{agent,supervisor,manager}',         '{agent}',            '{agent,supervisor}'),
            ('import_batch',          '{supervisor,manager}',               '{manager}',          '{manager}'),
            ('import_row',            '{manager}',                          '{manager}',          '{manager}'),
            ('contact',               '{agent,supervisor,manager}',         '{manager}',          '{agent,supervisor,manager}'),
            ('phone',                 '{agent,supervisor,manager}',         '{manager}',          '{manager}'),
            ('reach',                 '{agent,supervisor,manager}',         '{agent,manager}',    '{agent,supervisor,manager}'),
            ('reach_attempt',         '{agent,supervisor,manager}',         '{agent,supervisor}', '{agent,supervisor,manager}'),
            ('contact_authorisation', '{agent,supervisor,manager}',         '{agent,supervisor}', '{manager}'),
            ('call_case',             '{agent,supervisor,manager,auditor}', '{manager}',          '{agent,supervisor,manager}'),
            ('case_count',            '{agent,supervisor,manager}',         '{agent,supervisor,manager}', '{agent,supervisor,manager}'),
            ('case_count_delta',      '{agent,supervisor,manager}',         '{agent,supervisor,manager}', '{agent,supervisor,manager}'),
            ('case_fact',             '{agent,supervisor,manager}',         '{agent,supervisor,manager}', '{agent,supervisor,manager}'),
            ('fact_count',            '{agent,supervisor,manager}',         '{agent,supervisor,manager}', '{agent,supervisor,manager}'),
            ('fact_delta',            '{agent,supervisor,manager}',         '{agent,supervisor,manager}', '{agent,supervisor,manager}'),
            ('fact_due',              '{agent,supervisor,manager}',         '{agent,supervisor,manager}', '{agent,supervisor,manager}'),
            ('interview_count',       '{agent,supervisor,manager}',         '{agent,supervisor,manager}', '{agent,supervisor,manager}'),
            ('person_lease',          '{agent,supervisor,manager}',         '{agent}',            '{agent,supervisor,manager}'),
            ('number_lease',          '{agent,supervisor,manager}',         '{agent}',            '{agent,supervisor,manager}'),
            ('lease',                 '{agent,supervisor,manager}',         '{agent,supervisor}', '{agent,supervisor,manager}'),
            ('event_key',             '{agent,supervisor,auditor}',         '{agent,supervisor}', '{}'),
            ('flagged',               '{supervisor,manager}',               '{agent,supervisor}', '{supervisor,manager}'),
            ('event',                 '{agent,supervisor,manager,auditor}', '{agent,supervisor}', '{supervisor,manager}'),
            ('audit',                 '{agent,auditor}',                    '{agent,supervisor,manager,auditor}', '{}'),
            ('quarantine',            '{agent,supervisor,manager,auditor}', '{agent,supervisor}', '{supervisor,manager}'),
            ('sealed_deposit',        '{agent}',                            '{agent}',            '{}'),
            ('rollup',                '{agent,supervisor,manager}',         '{agent,supervisor}', '{agent,supervisor,manager}'),
            ('day_figure',            '{supervisor,manager}',               '{supervisor,manager}', '{supervisor,manager}'),
            ('day_due',               '{supervisor,manager}',               '{agent,supervisor,manager}', '{supervisor,manager}'),
            ('export_lot',            '{supervisor,manager}',               '{manager}',          '{manager}'),
            ('export_line',           '{manager}',                          '{manager}',          '{manager}'),
            ('study_table',           '{manager}',                          '{manager}',          '{}'),
            ('study_view',            '{supervisor}',                       '{supervisor}',       '{}'),
            ('right_request',         '{agent,supervisor,manager}',         '{agent,supervisor}', '{}'),
            ('incoming_slip',         '{agent,supervisor,manager}',         '{agent}',            '{agent}'),
            ('study_answer',          '{agent,supervisor,manager}',         '{agent,supervisor}', '{agent,supervisor,manager}'),
            ('message',               '{agent,supervisor,manager}',         '{supervisor,manager}', '{}'),
            ('message_read',          '{agent,supervisor,manager}',         '{agent}',            '{}'),
            ('decision',              '{supervisor,manager}',               '{supervisor}',       '{}'),
            ('decision_step',         '{supervisor,manager}',               '{supervisor}',       '{}'),
            ('quota_target',          '{agent,supervisor,manager}',               '{supervisor}',       '{supervisor}'),
            ('quota',                 '{agent,supervisor,manager}',         '{manager}',          '{manager}'),
            ('quota_done',            '{agent,supervisor,manager}',         '{agent,supervisor,manager}', '{agent,supervisor,manager}'),
            ('review',                '{agent,supervisor,manager}',         '{supervisor}',       '{manager}')
        ) AS listed (relname, reads, adds, changes)
    LOOP
        people := 'app.session_kind() = ANY (%L::text[]) OR app.by_operator()';
        EXECUTE format('CREATE POLICY reads ON app.%I FOR SELECT USING (' || people || ')', one.relname, one.reads);
        EXECUTE format('CREATE POLICY adds ON app.%I FOR INSERT WITH CHECK (' || people || ')', one.relname, one.adds);
        EXECUTE format('CREATE POLICY changes ON app.%I FOR UPDATE USING (' || people || ')', one.relname, one.changes);
        EXECUTE format('CREATE POLICY deletes ON app.%I FOR DELETE USING (' || people || ')', one.relname, one.changes);
    END LOOP;

    -- Reference data without anybody in it: read by all, so that range indexes serve (range operators are not leakproof).
    FOR one IN
        SELECT unnest(ARRAY['organisme', 'campaign', 'campaign_version', 'disposition_effect', 'legal_window', 'rule_limit']) AS relname
    LOOP
        people := 'app.session_kind() = ANY (%L::text[]) OR app.by_operator()';
        EXECUTE format('CREATE POLICY reads ON app.%I FOR SELECT USING (true)', one.relname);
        EXECUTE format('CREATE POLICY manages ON app.%I FOR ALL USING (' || people || ')', one.relname,
                       CASE one.relname WHEN 'campaign' THEN '{supervisor,manager}' ELSE '{manager}' END);
    END LOOP;

    -- app.session_kind() reads app.person, so its policy cannot call it: oneself, one whose group manages others, and among agents
    -- each other, so that a case can be confided.
    CREATE POLICY reads ON app.person FOR SELECT USING (
        role_name = session_user
        OR kind = 'agent' AND app.of_group('cnmas_agent')
        OR app.of_group('cnmas_supervisor')
        OR app.of_group('cnmas_manager')
        OR app.of_group('cnmas_auditor')
        OR app.by_operator());
    CREATE POLICY changes ON app.person FOR UPDATE USING (role_name = session_user OR app.by_operator());
    CREATE POLICY manages ON app.person FOR ALL USING (app.by_operator());

    -- The revision is the operators' alone; written without app.session_kind(), whose table a migration may take away.
    CREATE POLICY manages ON app.alembic_version FOR ALL USING (app.by_operator());
END $apply$;
