-- Whom a case may be confided to (sync.protocol.Colleagues): the colleagues of one's own team by name, every team and every skill
-- that somebody has. Held by the desk, so that a case is confided offline too. `present`: of each (« colleague:login », « team:name »,
-- « skill:code ») how many are at work, as app.apply_hand_overs counts them; absent where nobody is.
CREATE OR REPLACE FUNCTION agent.colleagues() RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE me text := app.require('agent');
BEGIN
    RETURN json_build_object(
        'people', (SELECT coalesce(json_agg(json_build_object('login', k.login, 'name', k.display_name) ORDER BY k.display_name, k.login), '[]')
                     FROM (SELECT p.login, p.display_name FROM app.person p
                            WHERE p.kind = 'agent' AND p.disabled_at IS NULL AND p.login <> me
                              AND p.team IS NOT DISTINCT FROM (SELECT o.team FROM app.person o WHERE o.login = me)
                            ORDER BY p.display_name, p.login LIMIT 60) k),
        'teams', (SELECT coalesce(json_agg(k.team ORDER BY k.team), '[]')
                    FROM (SELECT DISTINCT p.team FROM app.person p
                           WHERE p.kind = 'agent' AND p.disabled_at IS NULL AND p.team IS NOT NULL ORDER BY 1 LIMIT 60) k),
        'skills', (SELECT coalesce(json_agg(k.skill ORDER BY k.skill), '[]')
                     FROM (SELECT DISTINCT s.skill FROM app.person p, unnest(p.skills) AS s (skill)
                            WHERE p.kind = 'agent' AND p.disabled_at IS NULL AND p.login <> me LIMIT 60) k),
        'present', (SELECT coalesce(json_object_agg(k.target, k.number), '{}')
                      FROM (SELECT t.target, count(*) AS number
                              FROM app.person p,
                                   LATERAL (SELECT 'team:' || p.team WHERE p.team IS NOT NULL
                                            UNION ALL SELECT 'skill:' || s FROM unnest(p.skills) s
                                            UNION ALL SELECT 'colleague:' || p.login
                                             WHERE p.team IS NOT DISTINCT FROM (SELECT o.team FROM app.person o WHERE o.login = me)) AS t (target)
                             WHERE p.kind = 'agent' AND p.disabled_at IS NULL AND p.login <> me
                               AND p.login IN (SELECT d.login FROM app.device d
                                                WHERE d.status = 'active' AND d.last_contact_at > now() - interval '15 minutes'
                                                  AND d.work_state IS DISTINCT FROM 'end_of_day')
                             GROUP BY t.target) k));
END $$;
