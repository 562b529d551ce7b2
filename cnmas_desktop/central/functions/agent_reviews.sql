-- The reviews of one's own interviews, as the reviewer wrote them (sync.protocol.Review): the same lines as the supervisor's, and nobody else's.
CREATE OR REPLACE FUNCTION agent.reviews() RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE me text := app.require('agent');
BEGIN
    RETURN (SELECT coalesce(json_agg(json_build_object('campaign', k.campaign, 'held_at', k.held_at, 'at', k.at, 'by', k.signed,
                                                       'marks', k.marks, 'remark', k.remark) ORDER BY k.at DESC), '[]')
              FROM (SELECT r.campaign, coalesce(f.held_at, c.last_at) AS held_at, r.at, r.signed, r.marks, r.remark
                      FROM app.review r JOIN app.call_case c ON c.campaign = r.campaign AND c.id = r.case_id
                      LEFT JOIN app.case_fact f ON f.campaign = r.campaign AND f.case_id = r.case_id
                     WHERE r.login = me AND r.at > now() - interval '30 days'
                     ORDER BY r.at DESC LIMIT 50) k);
END $$;
