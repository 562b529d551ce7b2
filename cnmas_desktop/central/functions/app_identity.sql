-- Who is asking: everything hangs on session_user, because inside a SECURITY DEFINER function current_user is the owner.
-- A role's group opens the door to a schema; app.person alone says who somebody is (decision 15).

-- The operators of this database: they pass every policy. Accounts, migrations, maintenance; never a person's work.
CREATE OR REPLACE FUNCTION app.operators() RETURNS name[]
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, app, pg_temp
AS $$ SELECT ARRAY[(current_database() || '_operator')::name] $$;

-- Is the session an operator's, is its user in this group: what policies ask beside app.session_kind, and IMMUTABLE for the same reason.
CREATE OR REPLACE FUNCTION app.by_operator() RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT session_user = ANY (app.operators()) $$;
CREATE OR REPLACE FUNCTION app.of_group(name name) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT pg_has_role(session_user, name, 'MEMBER') $$;

-- The login of the session's person, NULL when nobody or disabled.
CREATE OR REPLACE FUNCTION app.session_login() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, app, pg_temp
AS $$ SELECT p.login FROM app.person p WHERE p.role_name = session_user AND p.disabled_at IS NULL $$;

-- 'agent', 'supervisor', 'manager' or 'auditor'; NULL when nobody or disabled. The policies ask it for every table of every
-- statement, and asked each time it was a third of a push: IMMUTABLE, so that it is answered when a statement is planned, and a policy
-- that holds leaves nothing behind. Plans are their session's own, the user of a session never changes, nor does a person's kind; that
-- somebody was disabled since is seen by app.require, the first line of every people's function, each time.
CREATE OR REPLACE FUNCTION app.session_kind() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT p.kind FROM app.person p WHERE p.role_name OPERATOR(pg_catalog.=) session_user AND p.disabled_at IS NULL $$;

-- The one refusal: same code, same text, whatever the reason.
CREATE OR REPLACE FUNCTION app.refuse() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '42501'; END $$;

-- The login of the session's person, who must be of this kind; otherwise the one refusal. First line of every people's function.
CREATE OR REPLACE FUNCTION app.require(wanted text) RETURNS text
LANGUAGE plpgsql STABLE
AS $$
DECLARE found_login text;
BEGIN
    SELECT p.login INTO found_login FROM app.person p
     WHERE p.role_name = session_user AND p.kind = wanted AND p.disabled_at IS NULL;
    IF found_login IS NULL THEN
        PERFORM app.refuse();
    END IF;
    RETURN found_login;
END $$;

-- A fault of the world that the client shows as one sentence: `code` is a key of `messages`, `params` fill its template.
CREATE OR REPLACE FUNCTION app.fault(code text, params jsonb DEFAULT '{}') RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$ BEGIN RAISE EXCEPTION '%', code USING ERRCODE = 'P0001', DETAIL = params::text; END $$;

-- HMAC-SHA-256 (RFC 2104) without pgcrypto, which the embedded build lacks. A pad is the key, filled to a block, XOR one byte.
CREATE OR REPLACE FUNCTION app.hmac_pad(key bytea, pad integer) RETURNS bytea
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT string_agg(set_byte('\x00'::bytea, 0, get_byte(filled.block, i) # pad), ''::bytea ORDER BY i)
      FROM (SELECT CASE WHEN length(key) > 64 THEN sha256(key) ELSE key END AS short) hashed,
           LATERAL (SELECT hashed.short || decode(repeat('00', 64 - length(hashed.short)), 'hex') AS block) filled,
           generate_series(0, 63) i
$$;

-- The centre's HMAC of a value: equal for equal values, not to be guessed without the key, which never leaves the database.
CREATE OR REPLACE FUNCTION app.hmac(value text) RETURNS bytea
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT sha256(app.hmac_pad(c.hmac_key, 92) || sha256(app.hmac_pad(c.hmac_key, 54) || convert_to(value, 'UTF8')))
      FROM app.centre c
$$;

-- A person notes that they changed their own password, so that an operator may lift the end of the temporary one.
CREATE OR REPLACE FUNCTION app.password_changed(kind text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE me text := app.require(kind);
BEGIN
    UPDATE app.person SET password_changed_at = now() WHERE login = me;
END $$;

CREATE OR REPLACE FUNCTION agent.password_changed() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$ SELECT app.password_changed('agent') $$;

CREATE OR REPLACE FUNCTION supervisor.password_changed() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$ SELECT app.password_changed('supervisor') $$;

CREATE OR REPLACE FUNCTION manager.password_changed() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$ SELECT app.password_changed('manager') $$;

CREATE OR REPLACE FUNCTION auditor.password_changed() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$ SELECT app.password_changed('auditor') $$;

-- The key of a number in app.phone and app.reach; the same over all regimes, because limits and wrong numbers are.
CREATE OR REPLACE FUNCTION app.number_key(e164 text) RETURNS bytea
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, app, pg_temp
AS $$ SELECT app.hmac('number:' || e164) $$;
