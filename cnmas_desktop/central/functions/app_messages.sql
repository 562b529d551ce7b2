-- Lines of supervisors to agents: told with each hello until they end, answered by the event message_read.

-- Is the message for this agent?
CREATE OR REPLACE FUNCTION app.addressed(to_audience text, to_addressee text, me text) RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT CASE to_audience WHEN 'person' THEN to_addressee = me
                            WHEN 'team' THEN to_addressee = (SELECT p.team FROM app.person p WHERE p.login = me)
                            ELSE true END
$$;

-- What has been said to this agent and has not ended, the latest first (sync.protocol.Notice).
CREATE OR REPLACE FUNCTION app.messages_for(me text) RETURNS json
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT coalesce(json_agg(json_build_object('id', m.id, 'sender', m.sender, 'text', m.text, 'at', m.at, 'ends', m.ends_at,
                                               'read', EXISTS (SELECT FROM app.message_read r WHERE r.message = m.id AND r.login = me))
                             ORDER BY m.at DESC), '[]')
      FROM (SELECT k.* FROM app.message k
             WHERE k.ends_at > now() AND app.addressed(k.audience, k.addressee, me)
             ORDER BY k.at DESC LIMIT 50) m
$$;

-- Only of what was said to this agent: nobody answers for others.
CREATE OR REPLACE FUNCTION app.apply_messages_read(fresh app.pushed[], me text) RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, app, pg_temp
AS $$
    INSERT INTO app.message_read (message, login, at)
    SELECT m.id, me, r.at FROM unnest(fresh) r JOIN app.message m ON m.id = (r.body ->> 'message')::uuid
     WHERE r.type = 'message_read' AND app.addressed(m.audience, m.addressee, me)
    ON CONFLICT DO NOTHING
$$;
