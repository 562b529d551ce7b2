-- What would be destroyed today (trade section 4, domain section 3.8). Counts only.

CREATE OR REPLACE FUNCTION manager.purge_preview()
RETURNS TABLE (campaign text, organisme text, kind text, n bigint, oldest timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    PERFORM app.require('manager');
    PERFORM app.note_access('purge_preview', NULL, NULL, '{}');
    RETURN QUERY
    -- A result not yet received by its organisme is kept, and said so.
    SELECT c.campaign, c.organisme,
           CASE WHEN c.result_at IS NULL OR k.regime = 'study' OR l.received_at IS NOT NULL THEN 'cases' ELSE 'kept_not_received' END,
           count(*), min(c.purge_at)
      FROM app.call_case c
      JOIN app.campaign k ON k.code = c.campaign
      LEFT JOIN app.export_lot l ON l.campaign = c.campaign AND l.organisme = c.organisme AND l.number = c.exported_lot
     WHERE c.purge_at <= now()
     GROUP BY 1, 2, 3
    UNION ALL
    -- Figures of one agent: one year (trade section 3).
    SELECT r.campaign, r.organisme, 'agent_figures', count(*), min(r.day)::timestamptz
      FROM app.rollup r WHERE r.login <> '' AND r.day < current_date - 365 GROUP BY 1, 2
    UNION ALL
    SELECT b.campaign, b.organisme, 'imports_left_open', count(*), min(b.begun_at)
      FROM app.import_batch b WHERE b.committed_at IS NULL AND b.begun_at < now() - interval '7 days' GROUP BY 1, 2
    ORDER BY 1, 2, 3;
END $$;
