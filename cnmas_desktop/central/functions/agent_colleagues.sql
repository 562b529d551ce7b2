-- Whom a case may be confided to (sync.protocol.Colleagues): the colleagues of one's own team by name, every team and every skill
-- that somebody has. Held by the desk, so that a case is confided offline too.
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
                            WHERE p.kind = 'agent' AND p.disabled_at IS NULL AND p.login <> me LIMIT 60) k));
END $$;
