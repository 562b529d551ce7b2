-- The state of a case is a function of its events ordered by (epoch, seq), of a supervisor's last decision and of what stops
-- the person (decision 10): whatever order events arrive in, it ends the same.
--
-- Newest wins for each register (state, interview, offer, each contact change …); requests add up; opt-outs are sticky; a call
-- that closed the case is not reopened by a later one, only by a supervisor (domain.cases.replay says the same).
-- The workstation's proposal of the next state and moment is clamped by app.disposition_effect (decision 1).
-- A lease whose case cannot be called before its end is over; one held by somebody else is marked withdrawn.
CREATE OR REPLACE FUNCTION app.refold(campaigns text[], cases uuid[], agent_login text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE freed uuid[];
BEGIN
    WITH touched AS MATERIALIZED (
        SELECT c.campaign, c.id, c.cohort, c.amended, c.decided_state, c.decided_epoch, c.leased_by, c.leased_until, c.lease_id, c.result AS old_result,
               CASE WHEN t.deceased_at IS NOT NULL THEN 'deceased' WHEN t.opposed_at IS NOT NULL THEN 'opposition'
                    WHEN t.do_not_call_at IS NOT NULL THEN 'opted_out' END AS stop
          FROM unnest(campaigns, cases) AS w (campaign, id)
          JOIN app.call_case c ON c.campaign = w.campaign AND c.id = w.id
          JOIN app.contact t ON t.id = c.contact_id
    ), registers AS MATERIALIZED (
        SELECT g.campaign, k.id, k.r
          FROM (SELECT t.campaign, t.cohort, array_agg(t.id) AS ids, array_agg(t.decided_epoch) AS decided
                  FROM touched t WHERE NOT t.amended GROUP BY 1, 2) g, LATERAL app.registers(g.campaign, g.cohort, g.ids, g.decided) k
        UNION ALL
        SELECT t.campaign, t.id, app.amended_registers(t.campaign, t.id, t.decided_epoch) FROM touched t WHERE t.amended
    ), judged AS MATERIALIZED (
        SELECT t.*, r.r, last.value AS last, e.allowed_states, e.max_next_days,
               (last.value ->> 'at')::timestamptz AS last_at,
               last.value #>> '{body,proposal,state}' AS proposed,
               (last.value #>> '{body,proposal,at}')::timestamptz AS proposed_at
          FROM touched t
          LEFT JOIN registers r ON r.campaign = t.campaign AND r.id = t.id
          LEFT JOIN LATERAL (
               SELECT v.value FROM (VALUES (r.r -> 'ended'), (r.r -> 'plan')) AS v (value)
                WHERE v.value IS NOT NULL AND (v.value ->> 'epoch')::integer > t.decided_epoch
                ORDER BY (v.value ->> 'closes')::boolean DESC,
                         (v.value ->> 'epoch')::integer DESC, (v.value ->> 'seq')::bigint DESC LIMIT 1) last ON true
          LEFT JOIN app.disposition_effect e ON e.disposition = last.value #>> '{body,disposition}'
    ), states AS MATERIALIZED (
        SELECT j.*,
               CASE WHEN j.last IS NULL THEN j.decided_state
                    WHEN j.last ->> 'type' = 'callback_set' THEN 'callback'
                    WHEN j.last ->> 'type' = 'handed_over' THEN 'supervisor'
                    WHEN j.proposed = ANY (j.allowed_states) THEN j.proposed
                    ELSE coalesce(j.allowed_states[1], 'supervisor') END AS own_state
          FROM judged j
    ), settled AS MATERIALIZED (
        SELECT s.*,
               CASE WHEN s.stop = 'opposition' OR s.stop IS NOT NULL AND s.own_state <> 'done' THEN 'blocked' ELSE s.own_state END AS state,
               CASE WHEN s.last IS NULL THEN CASE s.decided_state WHEN 'fresh' THEN 5 ELSE 4 END
                    WHEN s.last ->> 'type' = 'callback_set' THEN CASE s.last #>> '{body,kind}' WHEN 'firm' THEN 1 ELSE 2 END
                    ELSE coalesce((s.last #>> '{body,proposal,class}')::integer, 4) END AS queue_class,
               CASE WHEN s.last IS NULL THEN '-infinity'
                    WHEN s.last ->> 'type' = 'callback_set' THEN least((s.last #>> '{body,at}')::timestamptz, s.last_at + interval '90 days')
                         - CASE s.last #>> '{body,kind}' WHEN 'firm' THEN interval '5 minutes' ELSE interval '0' END
                    ELSE least(coalesce(s.proposed_at, s.last_at), s.last_at + make_interval(days => coalesce(s.max_next_days, 0)))
                    END AS callable_from,
               CASE WHEN s.last ->> 'type' = 'callback_set' THEN s.last
                    WHEN s.r #>> '{callback,body,attempt}' = s.last #>> '{body,attempt}' THEN s.r -> 'callback' END AS promise
          FROM states s
    ), written AS (
        UPDATE app.call_case c
           SET state = n.state, queue_class = n.queue_class, callable_from = n.callable_from,
               callback = CASE WHEN n.state = 'callback' AND n.promise IS NOT NULL THEN jsonb_build_object(
                   'kind', n.promise #>> '{body,kind}', 'at', n.promise #>> '{body,at}', 'zone', n.promise #>> '{body,zone}',
                   'missed', coalesce((n.promise #>> '{body,missed}')::integer, 0), 'by', n.promise ->> 'by') END,
               interrupted_step = CASE WHEN n.state = 'interrupted' THEN n.last #>> '{body,step}' END,
               last_at = (n.r #>> '{ended,at}')::timestamptz, disposition = n.r #>> '{ended,body,disposition}',
               result = f.result,
               result_at = CASE WHEN f.result = '{}' THEN NULL WHEN f.result = n.old_result THEN c.result_at ELSE now() END,
               revision = c.revision + 1,
               lease_id = CASE WHEN o.mine_over THEN NULL ELSE c.lease_id END,
               leased_by = CASE WHEN o.mine_over THEN NULL ELSE c.leased_by END,
               leased_device = CASE WHEN o.mine_over THEN NULL ELSE c.leased_device END,
               leased_until = CASE WHEN o.mine_over THEN NULL ELSE c.leased_until END,
               withdrawn = CASE WHEN o.over AND NOT o.mine_over THEN coalesce(n.stop, 'done') WHEN o.mine_over THEN NULL ELSE c.withdrawn END
          FROM settled n,
               LATERAL (SELECT n.lease_id IS NOT NULL AND (n.state NOT IN ('fresh', 'retry', 'callback', 'interrupted')
                                                           OR n.callable_from >= n.leased_until) AS over OFFSET 0) v,
               LATERAL (SELECT v.over, v.over AND n.leased_by = agent_login AS mine_over OFFSET 0) o,
               LATERAL (SELECT CASE WHEN n.stop = 'opposition' OR n.r IS NULL OR n.r - ARRAY['ended', 'plan', 'callback', 'handed'] = '{}' THEN '{}'
                                ELSE app.result_of(n.r) END AS result OFFSET 0) f
         WHERE c.campaign = n.campaign AND c.id = n.id
        RETURNING c.campaign, c.id, c.epoch, c.contact_id, o.mine_over
    ), history AS (
        -- By place, found by key: a join would read the whole history while statistics still call it small.
        UPDATE app.lease l SET ended_at = now(), end_reason = 'finished'
         WHERE l.ctid = ANY (ARRAY(
               SELECT found.ctid FROM written w, LATERAL (
                    SELECT k.ctid FROM app.lease k
                     WHERE k.campaign = w.campaign AND k.case_id = w.id AND k.epoch = w.epoch AND k.ended_at IS NULL OFFSET 0) found
                WHERE w.mine_over))
    )
    SELECT array_agg(DISTINCT w.contact_id) FILTER (WHERE w.mine_over) INTO freed FROM written w;
    IF freed IS NOT NULL THEN
        PERFORM app.free_contacts(freed);
    END IF;
END $$;

-- What stands of the events of cases that arrived in one month of one campaign, by what each is about; NULL for a case without any.
-- `decided`: the epoch up to which a supervisor's decision on each of them holds.
CREATE OR REPLACE FUNCTION app.registers(code text, month date, cases uuid[], decided integer[]) RETURNS TABLE (id uuid, r jsonb)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, app, pg_temp SET plan_cache_mode = force_custom_plan SET jit = off SET enable_seqscan = off
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT k.id, (
        -- Of equal keys jsonb keeps the last, and the input is in order.
        SELECT jsonb_object_agg(o.register, o.said)
          FROM (SELECT app.register_of(e.type, e.id, e.body) AS register, s.closes,
                       jsonb_build_object('type', e.type, 'id', e.id, 'epoch', e.epoch, 'seq', e.seq, 'at', e.at, 'by', e.login,
                                          'body', e.body, 'closes', s.closes) AS said
                  FROM (SELECT x.type, x.id, x.epoch, x.seq, x.at, x.login, x.text::jsonb -> 'body' AS body  -- each text is read once
                          FROM app.event x
                         WHERE x.campaign = code AND x.cohort = month AND x.case_id = k.id
                           AND x.type IN ('call_ended', 'callback_set', 'handed_over', 'interview_decided', 'offer_decided', 'request_made',
                                          'contact_change_proposed', 'authorisation_given', 'authorisation_withdrawn') OFFSET 0) e,
                       LATERAL (SELECT app.closes(e.type, e.epoch > k.decided_epoch, e.body) AS closes OFFSET 0) s
                 ORDER BY s.closes, e.epoch, e.seq) o)
      FROM unnest(cases, decided) AS k (id, decided_epoch);
END $$;

-- The same of a case of which something was corrected, voided or told by another desk.
CREATE OR REPLACE FUNCTION app.amended_registers(code text, of_case uuid, decided integer) RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT jsonb_object_agg(app.register_of(o.type, o.id, o.body),
                            jsonb_build_object('type', o.type, 'id', o.id, 'epoch', o.epoch, 'seq', o.seq, 'at', o.at, 'by', o.login,
                                               'body', o.body, 'closes', o.closes))
      FROM (SELECT e.*, app.closes(e.type, e.epoch > decided, e.body) AS closes
              FROM app.valid_events(code, of_case) e
             WHERE e.type IN ('call_ended', 'callback_set', 'handed_over', 'interview_decided', 'offer_decided', 'request_made',
                              'contact_change_proposed', 'authorisation_given', 'authorisation_withdrawn')
             ORDER BY closes, e.epoch, e.seq, e.fix) o
$$;

-- What an event is about: the newest of each counts.
CREATE OR REPLACE FUNCTION app.register_of(type text, id uuid, body jsonb) RETURNS text
LANGUAGE sql IMMUTABLE
AS $$
    SELECT CASE type WHEN 'call_ended' THEN 'ended'
                     WHEN 'callback_set' THEN CASE WHEN body ->> 'attempt' IS NULL THEN 'plan' ELSE 'callback' END
                     WHEN 'handed_over' THEN CASE WHEN body ->> 'attempt' IS NULL THEN 'plan' ELSE 'handed' END
                     WHEN 'interview_decided' THEN 'interview'
                     WHEN 'offer_decided' THEN 'offer'
                     WHEN 'contact_change_proposed' THEN 'change ' || (body ->> 'field')
                     WHEN 'request_made' THEN 'request ' || id
                     ELSE 'authorisation ' || id END
$$;

-- Does it close the case for good, once its proposal is clamped? `counts`: no later decision of a supervisor stands over it. Inlined into its
-- callers, which ask it of every event.
CREATE OR REPLACE FUNCTION app.closes(type text, counts boolean, body jsonb) RETURNS boolean
LANGUAGE sql STABLE
AS $$
    SELECT type = 'call_ended' AND counts AND coalesce((
        SELECT CASE WHEN body #>> '{proposal,state}' = ANY (d.allowed_states) THEN body #>> '{proposal,state}' ELSE d.allowed_states[1] END
               IN ('done', 'blocked') FROM app.disposition_effect d WHERE d.disposition = body ->> 'disposition'), false)
$$;

-- The five families of seed 1 from a case's registers; {} when there is nothing to tell (read by services.exporting).
CREATE OR REPLACE FUNCTION app.result_of(r jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    requests jsonb := '[]';
    changes jsonb := '[]';
    authorisations jsonb := '[]';
    authorises boolean;
BEGIN
    SELECT coalesce(jsonb_agg(jsonb_build_object('type', e.value #>> '{body,type}', 'text', coalesce(e.value #>> '{body,text}', ''))
                              ORDER BY (e.value ->> 'epoch')::integer, (e.value ->> 'seq')::bigint)
                        FILTER (WHERE e.key LIKE 'request %'), '[]'),
           coalesce(jsonb_agg(jsonb_build_object('field', e.value #>> '{body,field}', 'old', coalesce(e.value #>> '{body,old}', ''),
                                                 'new', e.value #>> '{body,new}') ORDER BY e.key)
                        FILTER (WHERE e.key LIKE 'change %'), '[]'),
           bool_or(e.key LIKE 'authorisation %')
      INTO requests, changes, authorises
      FROM jsonb_each(r) e WHERE e.key LIKE '% %';
    IF authorises THEN
        WITH a AS (
            SELECT e.value ->> 'id' AS id, e.value ->> 'type' AS type, e.value #>> '{body,channel}' AS channel, e.value #>> '{body,lifts}' AS lifts
              FROM jsonb_each(r) e WHERE e.key LIKE 'authorisation %'
        )
        SELECT coalesce(jsonb_agg(jsonb_build_object('channel', c.channel, 'state', c.state) ORDER BY c.channel), '[]')
          INTO authorisations
          FROM (SELECT a.channel, CASE WHEN bool_or(a.type = 'authorisation_withdrawn'
                                                    AND NOT EXISTS (SELECT FROM a g WHERE g.lifts = a.id))
                                       THEN 'withdrawn' ELSE 'given' END AS state
                  FROM a GROUP BY a.channel) c;
    END IF;
    IF r -> 'interview' IS NULL AND r -> 'offer' IS NULL AND requests = '[]' AND changes = '[]' AND authorisations = '[]' THEN
        RETURN '{}';
    END IF;
    RETURN jsonb_build_object(
        'interview', CASE r #>> '{interview,body,accepted}' WHEN 'true' THEN 'accepted' WHEN 'false' THEN 'refused' END,
        'offer', r #>> '{offer,body,decision}', 'offer_code', r #>> '{offer,body,offer}',
        'requests', requests, 'changes', changes, 'authorisations', authorisations);
END $$;
