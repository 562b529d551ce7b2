-- What retention destroys (trade sections 3 and 4, domain section 3.8), and the destroying. Counts only are told and kept.
--
-- A case is due at its own date, set when it arrived; one that is finished, six months after its organisme received the result, if
-- that is sooner. Kept all the same: what its organisme has not received, what is on a workstation, what waits for a decision.

-- The cases of a campaign (or NULL: of all) of which something is undecided: a result that came after the close, or an event set aside.
CREATE OR REPLACE FUNCTION app.undecided_cases(of_campaign text) RETURNS SETOF uuid
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT e.case_id FROM app.flagged e
     WHERE (of_campaign IS NULL OR e.campaign = of_campaign) AND e.reason = 'after_close' AND e.decided_at IS NULL AND e.case_id IS NOT NULL
    UNION
    SELECT q.case_id FROM app.quarantine q WHERE q.decided_at IS NULL AND q.case_id IS NOT NULL
$$;

-- The cases that are due, of one campaign (or NULL: of all), and what becomes of each: cases (destroyed), kept_not_received,
-- kept_leased, kept_to_decide. Without nested loops, which would be quadratic in a lot that the planner does not know yet.
CREATE OR REPLACE FUNCTION app.due_cases(of_campaign text)
RETURNS TABLE (campaign text, organisme text, id uuid, contact_id uuid, kind text, since timestamptz)
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp SET enable_nestloop = off
AS $$
    SELECT c.campaign, c.organisme, c.id, c.contact_id,
           CASE WHEN c.lease_id IS NOT NULL THEN 'kept_leased'
                WHEN c.id IN (SELECT u FROM app.undecided_cases(of_campaign) u) THEN 'kept_to_decide'
                WHEN c.result_at IS NULL OR k.regime = 'study' OR c.received_at IS NOT NULL THEN 'cases'
                ELSE 'kept_not_received' END,
           c.due
      FROM (SELECT c.*, l.received_at,
                   least(c.purge_at, CASE WHEN c.state IN ('done', 'exhausted', 'blocked') THEN l.received_at + interval '6 months' END) AS due
              FROM app.call_case c
              -- Received is the lot that holds the result as it is now; a correction that is still to be sent is not.
              LEFT JOIN app.export_line x ON x.campaign = c.campaign AND x.organisme = c.organisme AND x.number = c.exported_lot
                                         AND x.case_id = c.id AND x.result = c.result
              LEFT JOIN app.export_lot l ON l.campaign = x.campaign AND l.organisme = x.organisme AND l.number = x.number
             WHERE of_campaign IS NULL OR c.campaign = of_campaign) c
      JOIN app.campaign k ON k.code = c.campaign
     WHERE c.due <= now()
$$;

-- What would be destroyed now. `kind`: those of app.due_cases; provisional_codes (ameli codes of a campaign that is over);
-- agent_figures and reviews (figures of one agent, interviews looked over: kept one year, domain section 3.5).
CREATE OR REPLACE FUNCTION app.purge_lines(of_campaign text)
RETURNS TABLE (campaign text, organisme text, kind text, n bigint, oldest timestamptz)
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT d.campaign, d.organisme, d.kind, count(*), min(d.since) FROM app.due_cases(of_campaign) d GROUP BY 1, 2, 3
    UNION ALL
    SELECT c.campaign, c.organisme, 'provisional_codes', count(*), min(app.campaign_end(k)) FROM app.call_case c
      JOIN app.campaign k ON k.code = c.campaign
     WHERE (of_campaign IS NULL OR c.campaign = of_campaign) AND app.campaign_end(k) <= now() AND c.fields ? 'code_provisoire_ameli'
     GROUP BY 1, 2
    UNION ALL
    SELECT r.campaign, r.organisme, 'agent_figures', count(*), min(r.day)::timestamptz
      FROM app.rollup r
     WHERE (of_campaign IS NULL OR r.campaign = of_campaign) AND r.login <> '' AND r.day < current_date - 365 GROUP BY 1, 2
    UNION ALL
    SELECT r.campaign, '', 'reviews', count(*), min(r.at) FROM app.review r
     WHERE (of_campaign IS NULL OR r.campaign = of_campaign) AND r.at < now() - interval '365 days' GROUP BY 1
    ORDER BY 1, 2, 3
$$;

CREATE OR REPLACE FUNCTION manager.purge_preview(of_campaign text DEFAULT NULL)
RETURNS TABLE (campaign text, organisme text, kind text, n bigint, oldest timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    PERFORM app.require('manager');
    PERFORM app.known_campaign(of_campaign);
    PERFORM app.note_access('purge_preview', of_campaign, NULL, '{}');
    RETURN QUERY SELECT p.* FROM app.purge_lines(of_campaign) p;
END $$;

-- When a campaign was closed, or will end; NULL: nobody said.
CREATE OR REPLACE FUNCTION app.campaign_end(campaign app.campaign) RETURNS timestamptz
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, app, pg_temp
AS $$ SELECT coalesce(campaign.closed_at, campaign.closes_at) $$;

-- Destroy what is due of one campaign; `confirmed` is its code once more. Returns the lines of purge_preview as they stood, and of
-- persons: people_destroyed; people_kept_as_stop, whose card becomes the HMAC of their key and what stops them, nothing else, so
-- that the next file finds them blocked.
-- A month of which no case is left goes with the partition of its events, a campaign with all of them (app_partitions.sql); elsewhere
-- events are emptied one by one. Their identity and hash stay in app.event_key (the chain and the count of a workstation still hold), of an answer to a study the
-- answer: under a new id of chance, so that nothing leads to the person any more. The access log has its own term: civil year + 4.
CREATE OR REPLACE FUNCTION manager.purge(of_campaign text, confirmed text)
RETURNS TABLE (campaign text, organisme text, kind text, n bigint, oldest timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
DECLARE
    the_regime text;
    gone uuid[];
    people uuid[];
    destroyed uuid[];
    told jsonb;
    over date[];     -- months of which no case is left
    month date;
BEGIN
    PERFORM app.require('manager');
    PERFORM app.known_campaign(of_campaign);
    SELECT k.regime INTO the_regime FROM app.campaign k WHERE k.code = of_campaign;
    IF the_regime IS NULL OR confirmed IS DISTINCT FROM of_campaign THEN
        PERFORM app.fault('purge.not_confirmed', jsonb_build_object('campaign', left(coalesce(of_campaign, ''), 40)));
    END IF;
    -- An import may be adding cases to one of these persons, an export writing these results: one after the other.
    PERFORM pg_advisory_xact_lock(hashtextextended('import ' || the_regime, 0));
    PERFORM FROM app.call_case c WHERE c.campaign = of_campaign AND c.id IN (SELECT d.id FROM app.due_cases(of_campaign) d)
      ORDER BY c.id FOR UPDATE;
    SELECT jsonb_agg(to_jsonb(p)) INTO told FROM app.purge_lines(of_campaign) p;
    SELECT coalesce(array_agg(d.id), '{}'), coalesce(array_agg(DISTINCT d.contact_id), '{}') INTO gone, people
      FROM app.due_cases(of_campaign) d WHERE d.kind = 'cases';
    over := ARRAY(SELECT c.cohort FROM app.call_case c WHERE c.campaign = of_campaign GROUP BY c.cohort HAVING bool_and(c.id = ANY (gone)));

    UPDATE app.event e SET text = '', case_id = NULL, lease_id = NULL
     WHERE e.campaign = of_campaign AND e.cohort <> ALL (over) AND e.case_id = ANY (gone);
    DELETE FROM app.flagged f WHERE f.campaign = of_campaign AND f.case_id = ANY (gone);
    UPDATE app.quarantine q SET text = '', case_id = NULL WHERE q.case_id = ANY (gone);
    DELETE FROM app.lease l WHERE l.campaign = of_campaign AND l.case_id = ANY (gone);
    DELETE FROM app.export_line x WHERE x.campaign = of_campaign AND x.case_id = ANY (gone);
    UPDATE app.study_answer a SET study_id = uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
     WHERE a.campaign = of_campaign
       AND a.study_id IN (SELECT app.hmac('study:' || one) FROM unnest(gone) one);
    DELETE FROM app.call_case c WHERE c.campaign = of_campaign AND c.id = ANY (gone);

    -- Persons of whom no case is left.
    SELECT coalesce(array_agg(t.id), '{}') INTO people FROM app.contact t
     WHERE t.id = ANY (people) AND NOT EXISTS (SELECT FROM app.call_case c WHERE c.contact_id = t.id);
    DELETE FROM app.phone p WHERE p.contact_id = ANY (people);
    DELETE FROM app.reach_attempt a WHERE a.contact_id = ANY (people) AND a.at < now() - interval '60 days';
    WITH ended AS (DELETE FROM app.contact t WHERE t.id = ANY (people) AND app.stop_of(t) IS NULL RETURNING t.id)
    SELECT coalesce(array_agg(e.id), '{}') INTO destroyed FROM ended e;
    UPDATE app.contact t SET fields = '{}' WHERE t.id = ANY (people) AND t.id <> ALL (destroyed);

    UPDATE app.call_case c SET fields = c.fields - 'code_provisoire_ameli', revision = c.revision + 1
      FROM app.campaign k
     WHERE k.code = of_campaign AND c.campaign = of_campaign AND app.campaign_end(k) <= now() AND c.fields ? 'code_provisoire_ameli';
    DELETE FROM app.rollup r WHERE r.campaign = of_campaign AND r.login <> '' AND r.day < current_date - 365;
    DELETE FROM app.review r WHERE r.campaign = of_campaign AND (r.at < now() - interval '365 days' OR r.case_id = ANY (gone));

    told := coalesce(told, '[]') || jsonb_build_array(
        jsonb_build_object('campaign', of_campaign, 'kind', 'people_destroyed', 'n', cardinality(destroyed)),
        jsonb_build_object('campaign', of_campaign, 'kind', 'people_kept_as_stop', 'n', cardinality(people) - cardinality(destroyed)));
    PERFORM app.note_access('purge', of_campaign, NULL, (
        SELECT jsonb_object_agg(sums.kind, sums.n)
          FROM (SELECT t ->> 'kind' AS kind, sum((t ->> 'n')::bigint) AS n FROM jsonb_array_elements(told) t GROUP BY 1) sums));
    -- Last, since nobody can push to this campaign, or, of a whole one, to any, until the end of the transaction that follows at once.
    IF EXISTS (SELECT FROM app.call_case c WHERE c.campaign = of_campaign) OR NOT app.give_up_room(of_campaign, NULL) THEN
        FOREACH month IN ARRAY over LOOP
            IF NOT app.give_up_room(of_campaign, month) THEN  -- there is none, or somebody reads it: row by row
                UPDATE app.event e SET text = '', case_id = NULL, lease_id = NULL
                 WHERE e.campaign = of_campaign AND e.cohort = month AND e.case_id IS NOT NULL;
            END IF;
        END LOOP;
    END IF;
    RETURN QUERY SELECT p.campaign, coalesce(p.organisme, ''), p.kind, p.n, p.oldest
                   FROM jsonb_to_recordset(told) AS p (campaign text, organisme text, kind text, n bigint, oldest timestamptz)
                  WHERE p.n > 0;
END $$;
