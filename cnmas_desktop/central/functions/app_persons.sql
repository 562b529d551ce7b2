-- What is known of a person over all campaigns: contact authorisations, what stops every call, attempts (decisions 2, 3).

-- The standing authorisation per channel. A withdrawal stands until lifted by name: by a `given` that the workstation made
-- knowing it, or by a supervisor who cancels a slip; withdrawals of one call are lifted together. Nothing else counts, and the
-- order of arrival does not matter: this is a function of the set.
CREATE OR REPLACE FUNCTION app.standing(contact uuid)
RETURNS TABLE (channel text, state text, event_id uuid, at timestamptz)
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    WITH a AS MATERIALIZED (
        SELECT * FROM app.contact_authorisation h WHERE h.contact_id = contact
    ), valid AS (
        SELECT a.*, EXISTS (
                   SELECT FROM a l JOIN a named ON named.event_id = l.lifts
                    WHERE l.state IN ('given', 'cancelled')
                      AND (named.event_id = a.event_id OR named.attempt = a.attempt AND named.channel = a.channel)) AS lifted
          FROM a
         WHERE a.state = 'withdrawn'
            OR a.state = 'given' AND NOT EXISTS (SELECT FROM a c WHERE c.state = 'corrected' AND c.lifts = a.event_id)
    )
    SELECT DISTINCT ON (v.channel) v.channel, v.state, v.event_id, v.at
      FROM valid v
     WHERE v.state = 'given' OR NOT v.lifted
     ORDER BY v.channel, v.state = 'withdrawn' DESC, v.at DESC, v.event_id
$$;

-- Bring what stops these persons in line with their history: opt-outs of the telephone, oppositions, reported deaths.
-- An opposition erases the answers given to studies. Returns the persons for whom something changed.
CREATE OR REPLACE FUNCTION app.refresh_contacts(contacts uuid[]) RETURNS uuid[]
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE changed uuid[];
BEGIN
    WITH facts AS (
        SELECT t.id,
               (SELECT s.at FROM app.standing(t.id) s WHERE s.channel = 'study' AND s.state = 'withdrawn') AS opposed,
               (SELECT s.at FROM app.standing(t.id) s WHERE s.channel = 'phone' AND s.state = 'withdrawn') AS opted_out,
               (SELECT min(e.at) FROM app.call_case c, LATERAL app.valid_events(c.campaign, c.id) e
                 WHERE c.contact_id = t.id AND e.type = 'call_ended' AND e.body ->> 'disposition' = 'DCD') AS died
          FROM app.contact t WHERE t.id = ANY (contacts)
    ), written AS (
        UPDATE app.contact t SET opposed_at = f.opposed, do_not_call_at = f.opted_out, deceased_at = f.died
          FROM facts f
         WHERE t.id = f.id
           AND (t.opposed_at, t.do_not_call_at, t.deceased_at) IS DISTINCT FROM (f.opposed, f.opted_out, f.died)
        RETURNING t.id, t.opposed_at
    )
    SELECT array_agg(id) INTO changed FROM written;
    DELETE FROM app.study_answer s
     USING app.call_case c, app.contact t
     WHERE t.id = ANY (changed) AND t.opposed_at IS NOT NULL AND c.contact_id = t.id
       AND s.campaign = c.campaign AND s.study_id = app.hmac('study:' || c.id);
    RETURN coalesce(changed, '{}');
END $$;

-- The attempts of the last 30 days on a person or one of their numbers, over all campaigns (decision 2); of a study's own
-- campaign all of them, for its limit has no days.
CREATE OR REPLACE FUNCTION app.attempts_of(contact uuid, code text)
RETURNS TABLE (at timestamptz, phone_id uuid, campaign text, disposition text, counts boolean)
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT DISTINCT ON (a.attempt_id) a.at, p.id, a.campaign, a.disposition, a.counts
      FROM (SELECT * FROM app.reach_attempt m WHERE m.contact_id = contact AND (m.at > now() - interval '31 days' OR m.campaign = code)
            UNION
            SELECT n.* FROM app.phone q JOIN app.reach_attempt n USING (number_hmac)
             WHERE q.contact_id = contact AND n.at > now() - interval '31 days') a
      LEFT JOIN app.phone p ON p.contact_id = contact AND p.number_hmac = a.number_hmac
$$;

