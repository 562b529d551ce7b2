-- What survives a lost store: sealed journals brought by whoever signs in on the same workstation (local.sealed_journal), and their
-- events, brought in by the operator, who opens them with the organisation's private key. The database never holds that key.

-- Keep a sealed blob, unread. 'known': it is here already. The one who brings it need not be the one who made it, so nothing of
-- it is believed: it is only kept, at most 512 KiB at a time and 256 a day for one person.
CREATE OR REPLACE FUNCTION agent.deposit(blob bytea) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
    me text := app.require('agent');
    digest text := encode(sha256(blob), 'hex');
BEGIN
    IF blob IS NULL OR length(blob) NOT BETWEEN 64 AND 524288 OR substring(blob FROM 1 FOR 4) <> '\x434e4a01'::bytea THEN
        PERFORM app.refuse();
    END IF;
    IF EXISTS (SELECT FROM app.sealed_deposit d WHERE d.sha256 = digest) THEN
        RETURN 'known';
    END IF;
    IF (SELECT count(*) >= 256 FROM app.sealed_deposit d WHERE d.login = me AND d.received_at > now() - interval '1 day') THEN
        PERFORM app.fault('journal.too_many');
    END IF;
    PERFORM set_config('synchronous_commit', 'on', true);
    INSERT INTO app.sealed_deposit (sha256, blob, login) VALUES (digest, blob, me) ON CONFLICT DO NOTHING;
    RETURN 'kept';
END $$;

-- Deposits end: a week after they were opened, or unopened after ninety days, when campaigns are long over; `cnmas central maintain` says in
-- the meantime that they wait. Returns how many are erased.
CREATE OR REPLACE FUNCTION app.sweep_deposits() RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE erased integer;
BEGIN
    DELETE FROM app.sealed_deposit d WHERE d.opened_at < now() - interval '7 days' OR d.received_at < now() - interval '90 days';
    GET DIAGNOSTICS erased = ROW_COUNT;
    RETURN erased;
END $$;

-- Events of a journal that the operator opened, pushed as their author under their own device: what is here already is a duplicate,
-- what is not is judged like any late result. Anybody can seal to a public key: of a deposit only devices that are known to be the
-- author's are taken. `register`: the operator took the file from the workstation itself, whose device a restored backup has forgotten.
CREATE OR REPLACE FUNCTION app.recover_events(author text, device uuid, texts text[], register boolean) RETURNS json
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
SET plan_cache_mode = force_generic_plan SET jit = off SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
#variable_conflict use_variable
BEGIN
    IF session_user <> ALL (app.operators()) OR NOT EXISTS (SELECT FROM app.person p WHERE p.login = author AND p.kind = 'agent') THEN
        PERFORM app.refuse();
    END IF;
    INSERT INTO app.device (id, login, client_version) SELECT device, author, 'journal' WHERE register ON CONFLICT (id) DO NOTHING;
    RETURN app.push_as(author, device, texts);
END $$;

-- The database was put back from a backup: from now on its history is another one (app.timeline), which makes every device send again
-- what it still has. Leases given after the backup are forgotten: those to come get epochs above whatever these had (the floor), and
-- those that the backup still holds go on with their holders under new ones. What comes from before is then told from what comes after.
CREATE OR REPLACE FUNCTION app.begin_history() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    UPDATE app.centre SET restored = gen_random_uuid(),
           epoch_floor = (SELECT coalesce(max(c.epoch), 0) FROM app.call_case c) + 1000;  -- no case is given out so often in between
    UPDATE app.call_case c
       SET epoch = o.epoch_floor + 1, lease_id = app.lease_proof(o.hmac_key, c.id, o.epoch_floor + 1, c.leased_by, c.leased_device)
      FROM app.centre o WHERE c.lease_id IS NOT NULL;
    UPDATE app.lease l SET ended_at = now(), end_reason = 'restored' WHERE l.ended_at IS NULL;
    INSERT INTO app.lease (campaign, case_id, epoch, id, login, device, until_at)
    SELECT c.campaign, c.id, c.epoch, c.lease_id, c.leased_by, c.leased_device, c.leased_until FROM app.call_case c WHERE c.lease_id IS NOT NULL;
END $$;

-- Devices of before a restore that come back only as authors of events: one that is the agent's by the proof of a lease is known again.
CREATE OR REPLACE FUNCTION app.recall_devices(me text, rows app.pushed[]) RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, app, pg_temp
AS $$
    INSERT INTO app.device (id, login, client_version)
    SELECT DISTINCT r.device, me, 'restored' FROM unnest(rows) r, app.centre c
     WHERE r.case_id IS NOT NULL AND r.lease_id = app.lease_proof(c.hmac_key, r.case_id, r.epoch, me, r.device)
       AND NOT EXISTS (SELECT FROM app.device d WHERE d.id = r.device)
    ON CONFLICT (id) DO NOTHING
$$;

-- Free cases go above the epochs of leases that a batch proves and the history forgot, so that no lease to come is taken for one of them.
CREATE OR REPLACE FUNCTION app.go_above(judged app.pushed[]) RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, app, pg_temp
AS $$
    UPDATE app.call_case c SET epoch = k.epoch
      FROM (SELECT r.campaign, r.case_id, max(r.epoch) AS epoch FROM unnest(judged) r
             WHERE r.contact_id IS NOT NULL GROUP BY 1, 2) k
     WHERE c.campaign = k.campaign AND c.id = k.case_id AND c.lease_id IS NULL AND c.epoch < k.epoch
$$;
