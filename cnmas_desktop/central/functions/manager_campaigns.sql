-- Organismes and campaigns: immutable versions, and the state that opens a campaign to the agents.

CREATE OR REPLACE FUNCTION manager.hello() RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$ SELECT app.greeting('manager') $$;

-- `lines`: [{"code": "011", "data": {...}}]. Returns how many were new or changed.
CREATE OR REPLACE FUNCTION manager.load_organismes(lines jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE changed integer;
BEGIN
    PERFORM app.require('manager');
    PERFORM app.bounded(lines::text, 1000000);
    INSERT INTO app.organisme AS kept (code, data)
    SELECT line ->> 'code', line -> 'data' FROM jsonb_array_elements(lines) AS line
    ON CONFLICT (code) DO UPDATE SET data = excluded.data WHERE kept.data <> excluded.data;
    GET DIAGNOSTICS changed = ROW_COUNT;
    RETURN changed;
END $$;

CREATE OR REPLACE FUNCTION manager.organismes() RETURNS TABLE (code text, data jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    PERFORM app.require('manager');
    RETURN QUERY SELECT o.code, o.data FROM app.organisme o ORDER BY o.code;
END $$;

-- Load a version, which is immutable (decision 5): the same text again changes nothing and says false, another text under the
-- same name is refused. The newest version loaded becomes the current one; workstations take it between two calls.
CREATE OR REPLACE FUNCTION manager.load_campaign(
    campaign_code text, version_name text, text_sha256 text, content text, its_regime text, its_rule text,
    travelling_fields text[], online_fields text[], its_dispositions text[], cap integer, team_minutes integer DEFAULT 5)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    held record;
BEGIN
    PERFORM app.require('manager');
    PERFORM app.bounded(content, 262144);
    PERFORM app.bounded(version_name, 32);
    PERFORM app.bounded(campaign_code, 32);
    IF encode(sha256(convert_to(content, 'UTF8')), 'hex') <> text_sha256 THEN
        PERFORM app.refuse();
    END IF;
    IF its_rule = 'training' AND NOT (SELECT c.demo FROM app.centre c) THEN
        PERFORM app.fault('campaign.training_only_demo', jsonb_build_object('campaign', campaign_code));
    END IF;
    IF its_regime = 'study' AND (travelling_fields || online_fields) && ARRAY['nir', 'code_provisoire_ameli'] THEN
        PERFORM app.refuse();
    END IF;
    SELECT v.sha256 INTO held FROM app.campaign_version v WHERE v.campaign = campaign_code AND v.version = version_name;
    IF FOUND THEN
        IF held.sha256 <> text_sha256 THEN
            PERFORM app.fault('campaign.version_exists', jsonb_build_object('campaign', campaign_code, 'version', version_name));
        END IF;
        RETURN false;
    END IF;
    SELECT k.regime, k.state INTO held FROM app.campaign k WHERE k.code = campaign_code FOR UPDATE;
    IF FOUND AND held.regime <> its_regime THEN
        PERFORM app.fault('campaign.regime_fixed', jsonb_build_object('campaign', campaign_code));
    END IF;
    INSERT INTO app.campaign AS kept (code, regime, calling_rule, current_version, lease_cap, callback_team_minutes, seed)
    VALUES (campaign_code, its_regime, its_rule, version_name, least(cap, 200), team_minutes, hashtext(campaign_code))
    ON CONFLICT (code) DO UPDATE SET
        calling_rule = excluded.calling_rule, current_version = excluded.current_version, lease_cap = excluded.lease_cap,
        callback_team_minutes = excluded.callback_team_minutes;
    INSERT INTO app.campaign_version (campaign, version, sha256, text, travelling, online_only, dispositions)
    VALUES (campaign_code, version_name, text_sha256, content, travelling_fields, online_fields, its_dispositions);
    PERFORM app.note_access('campaign_loaded', campaign_code, NULL, jsonb_build_object('version', version_name));
    RETURN true;
END $$;

CREATE OR REPLACE FUNCTION manager.campaigns()
RETURNS TABLE (code text, regime text, calling_rule text, version text, sha256 text, state text, priority integer,
               opens_at timestamptz, closes_at timestamptz, closed_at timestamptz, cases bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    PERFORM app.require('manager');
    RETURN QUERY
    SELECT k.code, k.regime, k.calling_rule, v.version, v.sha256, k.state, k.priority, k.opens_at, k.closes_at, k.closed_at,
           coalesce((SELECT sum(t.n) FROM app.case_tally(k.code) t), 0)::bigint
      FROM app.campaign k JOIN app.campaign_version v ON v.campaign = k.code AND v.version = k.current_version
     ORDER BY k.code;
END $$;

-- The text of the current version, NULL when there is no such campaign.
CREATE OR REPLACE FUNCTION manager.campaign_text(campaign_code text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    PERFORM app.require('manager');
    RETURN (SELECT v.text FROM app.campaign k JOIN app.campaign_version v ON v.campaign = k.code AND v.version = k.current_version
             WHERE k.code = campaign_code);
END $$;

-- Open (again), pause or close. Closing withdraws every lease; results that still come are accepted and flagged.
CREATE OR REPLACE FUNCTION app.campaign_to(campaign_code text, wanted text, until_at timestamptz) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE held text;
BEGIN
    SELECT k.state INTO held FROM app.campaign k WHERE k.code = campaign_code FOR UPDATE;
    IF held IS NULL THEN
        PERFORM app.fault('campaign.unknown', jsonb_build_object('campaign', left(campaign_code, 40)));
    END IF;
    IF wanted NOT IN ('open', 'paused', 'closed') THEN
        PERFORM app.refuse();
    END IF;
    IF held = 'closed' AND wanted <> 'closed' THEN
        PERFORM app.fault('campaign.closed', jsonb_build_object('campaign', campaign_code));
    END IF;
    UPDATE app.campaign k SET
        state = wanted,
        opens_at = CASE WHEN wanted = 'open' THEN coalesce(k.opens_at, now()) ELSE k.opens_at END,
        closes_at = coalesce(until_at, k.closes_at),
        closed_at = CASE WHEN wanted = 'closed' THEN coalesce(k.closed_at, now()) END
     WHERE k.code = campaign_code;
    IF wanted = 'open' THEN
        PERFORM app.make_room(campaign_code, app.this_month());
    END IF;
    IF wanted = 'closed' THEN
        UPDATE app.call_case c SET withdrawn = 'campaign_closed', revision = c.revision + 1
         WHERE c.campaign = campaign_code AND c.lease_id IS NOT NULL AND c.withdrawn IS NULL;
    END IF;
    PERFORM app.note_access('campaign_' || wanted, campaign_code, NULL, '{}');
END $$;

CREATE OR REPLACE FUNCTION manager.set_campaign_state(campaign_code text, wanted text, until_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    PERFORM app.require('manager');
    PERFORM app.campaign_to(campaign_code, wanted, until_at);
END $$;

-- Where the campaign stands in the queue of an agent who has several: a smaller number first.
CREATE OR REPLACE FUNCTION manager.set_campaign_priority(campaign_code text, rank integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    PERFORM app.require('manager');
    UPDATE app.campaign k SET priority = rank WHERE k.code = campaign_code;
    IF NOT FOUND THEN
        PERFORM app.fault('campaign.unknown', jsonb_build_object('campaign', left(campaign_code, 40)));
    END IF;
END $$;
