-- A device presents itself: sync.protocol.HelloRequest in, HelloAnswer out. A new device is registered; one of another person is
-- refused. `timeline` changes when another server took over: the client then sends again what it still has.
CREATE OR REPLACE FUNCTION agent.hello(request text) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    me text := app.require('agent');
    asked jsonb;
    here uuid;
    held app.device;
    now_timeline text := app.timeline();
BEGIN
    IF octet_length(request) > 65536 THEN
        PERFORM app.refuse();
    END IF;
    BEGIN
        asked := request::jsonb;
        here := (asked ->> 'device_id')::uuid;
        INSERT INTO app.device AS d (id, login, client_version, reported_pending, oldest_pending_at, work_state, state_since, clock_offset)
        VALUES (here, me, left(asked ->> 'client_version', 40), (asked ->> 'pending')::integer, (asked ->> 'oldest_pending_at')::timestamptz,
                app.known_work_state(asked ->> 'work_state'), (asked ->> 'state_since')::timestamptz, (asked ->> 'clock_offset')::real)
        ON CONFLICT (id) DO UPDATE
           SET client_version = excluded.client_version, reported_pending = excluded.reported_pending,
               oldest_pending_at = excluded.oldest_pending_at, last_contact_at = now(), syncs = d.syncs + 1,
               work_state = excluded.work_state, state_since = excluded.state_since, clock_offset = excluded.clock_offset
         WHERE d.login = me
        RETURNING * INTO held;
    EXCEPTION WHEN data_exception OR not_null_violation THEN
        held := NULL;
    END;
    IF held.id IS NULL THEN
        PERFORM app.refuse();
    END IF;
    IF asked ->> 'timeline' <> now_timeline THEN
        PERFORM app.readmit_leases(asked -> 'held_epochs');
    END IF;
    PERFORM app.fold_portion();
    RETURN (
        SELECT json_build_object(
            'centre_id', c.id, 'demo', c.demo, 'server_time', clock_timestamp(), 'timeline', now_timeline,
            'protocol_min', app.protocol() - 2, 'protocol_max', app.protocol(), 'device_status', held.status, 'policy', c.policy,
            'person', json_build_object(
                'login', p.login, 'display_name', p.display_name, 'first_name', p.first_name, 'role', p.kind,
                'authorised', EXISTS (SELECT FROM app.authorised_campaigns(me) a WHERE a.state = 'open'),
                'undertaking_signed', p.undertaking_version),
            'password_expires_at', app.password_end(p),
            'organisation_key', encode(c.organisation_key, 'base64'),
            'promises', app.own_promises(me),
            'messages', app.messages_for(me),
            'campaigns', (SELECT coalesce(json_agg(json_build_object('code', v.campaign, 'version', v.version, 'sha256', v.sha256)
                                                   ORDER BY v.campaign), '[]')
                            FROM app.authorised_campaigns(me) a
                            JOIN app.campaign g ON g.code = a.code
                            JOIN app.campaign_version v ON v.campaign = g.code AND v.version = g.current_version))
          FROM app.centre c, app.person p WHERE p.login = me);
END $$;

-- The version of the protocol that this centre speaks (sync.protocol.PROTOCOL), and with it the two before. An older workstation sends all the
-- same what it holds, and then asks to be brought up to date (sync.engine).
CREATE OR REPLACE FUNCTION app.protocol() RETURNS integer
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, app, pg_temp
AS $$ SELECT 3 $$;

-- The states an agent may be in (services.shift); a word of a later client is not kept.
CREATE OR REPLACE FUNCTION app.known_work_state(said text) RETURNS text
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT said WHERE said IN ('available', 'on_call', 'after_call', 'pause', 'meal', 'meeting', 'phone_down', 'other', 'end_of_day')
$$;

-- Which history of the data this is: the cluster and its timeline, taken from the log itself, for the control file learns of a
-- promotion only at the next checkpoint; and which restore of a backup, where there was one.
CREATE OR REPLACE FUNCTION app.timeline() RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT (pg_control_system()).system_identifier || '/' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)
           || coalesce('/' || left(c.restored::text, 8), '')
      FROM app.centre c
$$;

-- After a failover the centre may have lost the last leases it gave. The device says which epochs it holds: free cases go above
-- them, by at most 100, so that no lease to come is taken for one of these. A claim gives nothing: the results made under a lease that
-- was lost are taken for what the lease's own id proves (app.lease_given).
CREATE OR REPLACE FUNCTION app.readmit_leases(claims jsonb) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    IF jsonb_typeof(claims) IS DISTINCT FROM 'object' THEN
        RETURN;
    END IF;
    UPDATE app.call_case c SET epoch = k.epoch
      FROM (SELECT e.key::uuid AS id, e.value::integer AS epoch FROM jsonb_each_text(claims) e
             WHERE e.key ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' AND e.value ~ '^[0-9]{1,9}$' LIMIT 1000) k
     WHERE c.id = k.id AND c.lease_id IS NULL AND k.epoch > c.epoch AND k.epoch <= c.epoch + 100;
END $$;
