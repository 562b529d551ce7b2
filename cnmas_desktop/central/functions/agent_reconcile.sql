-- What the centre holds of one of the agent's devices from a sequence number on: sync.protocol.ReconcileAnswer. The digest of a
-- window (seq / 1000) is domain.events.window_digest over (seq, sha256). Events, access events and quarantined ones count alike.
CREATE OR REPLACE FUNCTION agent.reconcile(device uuid, from_seq bigint) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    me text := app.require('agent');
    here constant uuid := device;
    first constant bigint := from_seq;
BEGIN
    IF first IS NULL OR first < 0 OR NOT EXISTS (SELECT FROM app.device d WHERE d.id = here AND d.login = me) THEN
        PERFORM app.refuse();
    END IF;
    RETURN (
        WITH held AS MATERIALIZED (
            SELECT DISTINCT ON (k.seq) k.seq, k.sha256
              FROM (SELECT e.seq, e.sha256, 1 AS rank, e.received_at FROM app.event_key e WHERE e.device = here AND e.seq >= first
                    UNION ALL
                    SELECT a.seq, a.sha256, 1, a.received_at FROM app.audit a WHERE a.device = here AND a.seq >= first
                    UNION ALL
                    SELECT q.seq, q.sha256, 2, q.received_at FROM app.quarantine q WHERE q.device = here AND q.seq >= first) k
             ORDER BY k.seq, k.rank, k.received_at
        ), gaps AS (
            SELECT coalesce(lag(h.seq) OVER (ORDER BY h.seq) + 1, greatest(first, 1)) AS low, h.seq - 1 AS high FROM held h
        ), windows AS (
            SELECT h.seq / 1000 AS number,
                   encode(sha256(convert_to(string_agg(h.seq || ':' || h.sha256 || E'\n', '' ORDER BY h.seq), 'UTF8')), 'hex') AS digest
              FROM held h GROUP BY 1
        )
        SELECT json_build_object(
            'count', (SELECT count(*) FROM held),
            'max_seq', (SELECT coalesce(max(h.seq), 0) FROM held h),
            'missing', (SELECT coalesce(json_agg(json_build_array(g.low, g.high) ORDER BY g.low), '[]') FROM gaps g WHERE g.low <= g.high),
            'digests', (SELECT coalesce(json_object_agg(w.number, w.digest), '{}') FROM windows w)));
END $$;
