-- A supervisor writes to one of the own agents, to the own team or to all of them, and sees how many have read it.

-- `audience`: person (addressee: a login), team (its name) or all (NULL): for who has a team, the team. `ends` NULL: with the day, in Paris.
-- Returns its id. Whoever is not one's own is not known.
CREATE OR REPLACE FUNCTION supervisor.send_message(to_audience text, to_addressee text, message text, ends timestamptz DEFAULT NULL) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    me text := app.require('supervisor');
    said text := regexp_replace(btrim(coalesce(message, '')), '\s+', ' ', 'g');
    over timestamptz := coalesce(ends, ((now() AT TIME ZONE 'Europe/Paris')::date + 1)::timestamp AT TIME ZONE 'Europe/Paris');
    agents text[] := app.own_agents(me);
    own_team text := (SELECT p.team FROM app.person p WHERE p.login = me);
    made uuid;
BEGIN
    IF to_audience IS NULL OR to_audience NOT IN ('person', 'team', 'all') OR (to_audience = 'all') <> (to_addressee IS NULL) THEN
        PERFORM app.refuse();
    END IF;
    IF length(said) NOT BETWEEN 1 AND 280 THEN
        PERFORM app.fault('message.length', jsonb_build_object('limit', 280));
    END IF;
    IF over <= now() OR over > now() + interval '31 days' THEN
        PERFORM app.fault('message.ends', jsonb_build_object('days', 31));
    END IF;
    IF NOT EXISTS (SELECT FROM app.person p
                    WHERE p.login = ANY (agents)
                      AND CASE to_audience WHEN 'person' THEN p.login = to_addressee WHEN 'team' THEN p.team = to_addressee ELSE true END) THEN
        PERFORM app.fault('message.nobody', jsonb_build_object('addressee', left(coalesce(to_addressee, ''), 40)));
    END IF;
    IF to_audience = 'all' AND own_team IS NOT NULL THEN
        to_audience := 'team';
        to_addressee := own_team;
    END IF;
    INSERT INTO app.message (login, sender, audience, addressee, text, ends_at)
    SELECT me, p.display_name, to_audience, to_addressee, said, over FROM app.person p WHERE p.login = me
    RETURNING id INTO made;
    PERFORM app.note_access('message', NULL, NULL, jsonb_build_object('message', made, 'audience', to_audience, 'addressee', to_addressee));
    RETURN made;
END $$;

-- What one's own agents were told in the last days, the latest first: to how many of them, read by how many.
CREATE OR REPLACE FUNCTION supervisor.messages(days integer DEFAULT 7)
RETURNS TABLE (id uuid, sender text, audience text, addressee text, text text, at timestamptz, ends_at timestamptz, addressed bigint, read bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    me text := app.require('supervisor');
    agents text[] := app.own_agents(me);
BEGIN
    RETURN QUERY
    SELECT m.id, m.sender, m.audience, m.addressee, m.text, m.at, m.ends_at, k.addressed, k.read
      FROM app.message m, LATERAL (
           SELECT count(*) AS addressed, count(r.login) AS read
             FROM app.person p LEFT JOIN app.message_read r ON r.message = m.id AND r.login = p.login
            WHERE p.login = ANY (agents)
              AND CASE m.audience WHEN 'person' THEN p.login = m.addressee WHEN 'team' THEN p.team = m.addressee ELSE true END) k
     WHERE (k.addressed > 0 OR m.login = me) AND m.at > now() - make_interval(days => least(greatest(days, 1), 31))
     ORDER BY m.at DESC LIMIT 200;
END $$;
