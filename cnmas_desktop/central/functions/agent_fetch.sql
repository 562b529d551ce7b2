-- What travels of a case: only the fields that the campaign displays or speaks. Writes nothing.
-- Ids not held are left out alike, whether they exist or not. Returns sync.protocol.CasePayload objects.
CREATE OR REPLACE FUNCTION agent.fetch(cases uuid[]) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
-- Every question is a look-up by key. The lease tables fill and empty faster than statistics follow: never plan by them.
SET plan_cache_mode = force_generic_plan SET jit = off SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE me text := app.require('agent');
BEGIN
    IF cardinality(cases) > 1000 THEN
        PERFORM app.refuse();
    END IF;
    RETURN coalesce((
        SELECT json_agg(json_build_object(
                   'case_id', c.id, 'person_id', c.contact_id, 'campaign', c.campaign, 'version', v.version,
                   'organisme', c.organisme, 'revision', c.revision, 'state', c.state, 'queue_class', c.queue_class,
                   'callable_from', nullif(c.callable_from, '-infinity'), 'seeded_key', c.seeded_key,
                   'fields', (SELECT coalesce(json_object_agg(f.key, f.value), '{}')
                                FROM jsonb_each_text(t.fields || c.fields) f
                               WHERE f.key = ANY (v.travelling) AND f.key <> ALL (v.online_only) AND f.value IS NOT NULL),
                   'phones', n.phones,
                   'attempts', CASE WHEN n.dialled OR known.dialled THEN (
                        SELECT coalesce(json_agg(json_build_object('at', a.at, 'phone_id', a.phone_id, 'counts', a.counts,
                                   'disposition', CASE WHEN a.campaign = c.campaign THEN a.disposition END) ORDER BY a.at), '[]')
                          FROM app.attempts_of(c.contact_id, c.campaign) a) ELSE '[]' END,
                   'callback', c.callback - 'by' || CASE WHEN c.callback ? 'confided' THEN jsonb_build_object('confided',
                        (c.callback -> 'confided') || jsonb_build_object('by',
                            (SELECT p.display_name FROM app.person p WHERE p.login = c.callback #>> '{confided,by}'))) ELSE '{}' END,
                   'blocked_until', CASE WHEN n.blocked_until > now() THEN n.blocked_until END,
                   'blocked_reason', CASE WHEN t.deceased_at IS NOT NULL THEN 'deceased'
                                          WHEN t.opposed_at IS NOT NULL THEN 'opposition'
                                          WHEN t.do_not_call_at IS NOT NULL THEN 'opted_out' END,
                   'authorisations', CASE WHEN known.authorises THEN (
                        SELECT coalesce(json_agg(json_build_object('channel', s.channel, 'state', s.state, 'event_id', s.event_id)), '[]')
                          FROM app.standing(c.contact_id) s WHERE s.channel <> 'study') ELSE '[]' END,
                   'called_in_at', CASE WHEN n.called_in THEN app.called_in_at(c.contact_id) END,
                   'interrupted_step', c.interrupted_step))
          FROM app.call_case c
          JOIN app.campaign g ON g.code = c.campaign
          JOIN app.campaign_version v ON v.campaign = g.code AND v.version = g.current_version
          JOIN app.contact t ON t.id = c.contact_id,
               -- What most have nothing of is asked by key first: the functions that tell it cost more than all the rest.
               LATERAL (SELECT (SELECT true FROM app.reach_attempt a WHERE a.contact_id = c.contact_id LIMIT 1) AS dialled,
                               (SELECT true FROM app.contact_authorisation h WHERE h.contact_id = c.contact_id LIMIT 1) AS authorises) known,
               LATERAL (SELECT coalesce(json_agg(json_build_object('id', p.id, 'e164', p.e164, 'zone', p.zone, 'status',
                                            CASE WHEN r.wrong_at IS NOT NULL THEN 'wrong'
                                                 WHEN r.out_of_service_at IS NOT NULL THEN 'out_of_service' ELSE 'ok' END)
                                            ORDER BY p.ordinal), '[]') AS phones,
                               min(coalesce(r.blocked_until, '-infinity')) FILTER (WHERE r.wrong_at IS NULL AND r.out_of_service_at IS NULL)
                                   AS blocked_until,
                               bool_or((SELECT true FROM app.reach_attempt a WHERE a.number_hmac = p.number_hmac LIMIT 1)) AS dialled,
                               bool_or((SELECT true FROM app.incoming_slip s WHERE s.number_hmac = p.number_hmac LIMIT 1)) AS called_in
                          FROM app.phone p LEFT JOIN app.reach r USING (number_hmac) WHERE p.contact_id = c.contact_id) n
         WHERE c.leased_by IS NOT DISTINCT FROM me AND c.withdrawn IS NULL AND c.id = ANY (cases)
    ), '[]');
END $$;

-- The text of a campaign version, for an agent authorised for the campaign or who holds one of its cases.
CREATE OR REPLACE FUNCTION agent.fetch_campaign(code text, version text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
-- Every question is a look-up by key. The lease tables fill and empty faster than statistics follow: never plan by them.
SET plan_cache_mode = force_generic_plan SET jit = off SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
#variable_conflict use_variable
DECLARE
    me text := app.require('agent');
    found_text text;
BEGIN
    SELECT v.text INTO found_text FROM app.campaign_version v
     WHERE v.campaign = code AND v.version = fetch_campaign.version
       AND (EXISTS (SELECT FROM app.authorised_campaigns(me) a WHERE a.code = v.campaign)
            OR EXISTS (SELECT FROM app.call_case c WHERE c.leased_by = me AND c.lease_id IS NOT NULL AND c.campaign = v.campaign));
    IF found_text IS NULL THEN
        PERFORM app.refuse();
    END IF;
    RETURN found_text;
END $$;
