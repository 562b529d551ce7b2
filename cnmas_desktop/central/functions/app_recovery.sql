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
