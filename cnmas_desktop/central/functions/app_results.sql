-- What was said in interviews, added to the result of a case without reading its earlier events again.

-- Cases of which the batch only adds to the result, and nothing of the case is newer: their results. Returns these cases; the
-- others are app.refold's. To be called for a batch that came in order and amends nothing.
CREATE OR REPLACE FUNCTION app.add_results(fresh app.pushed[]) RETURNS uuid[]
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE cases uuid[];
BEGIN
    WITH grown AS MATERIALIZED (
        -- By place, found by key: a join may read every case. IS NOT DISTINCT FROM uses no index, so that the key is not passed over for all
        -- that the device holds.
        SELECT c.place, app.result_with(c.result, t.types, t.bodies) AS result
          FROM (SELECT r.campaign, r.case_id, r.device, r.epoch, array_agg(r.type ORDER BY r.seq) AS types, array_agg(r.body ORDER BY r.seq) AS bodies
                  FROM unnest(fresh) r
                 WHERE r.contact_id IS NOT NULL
                   AND r.type NOT IN ('call_started', 'reached', 'identity_checked', 'notice_read', 'note_written', 'case_skipped')
                 GROUP BY r.campaign, r.case_id, r.device, r.epoch
                HAVING bool_and(r.type IN ('interview_decided', 'offer_decided', 'request_made', 'contact_change_proposed'))) t,
               LATERAL (SELECT k.ctid AS place, k.result FROM app.call_case k
                         WHERE k.campaign = t.campaign AND k.id = t.case_id AND NOT k.amended AND k.epoch = t.epoch
                           AND k.leased_device IS NOT DISTINCT FROM t.device
                           AND (SELECT coalesce(p.opposed_at, p.do_not_call_at, p.deceased_at) IS NULL
                                  FROM app.contact p WHERE p.id = k.contact_id) OFFSET 0) c
    ), written AS (
        UPDATE app.call_case c
           SET result = g.result, result_at = CASE WHEN g.result = c.result THEN c.result_at ELSE now() END, revision = c.revision + 1
          FROM grown g WHERE c.ctid = g.place
        RETURNING c.id
    )
    SELECT coalesce(array_agg(w.id), '{}') INTO cases FROM written w;
    RETURN cases;
END $$;

-- The result of a case with more events, its newest, in order (app.result_of says the same from all of them); those that say nothing of a
-- result are passed over. Requests go in together: to copy the result for each would cost the square of their number.
CREATE OR REPLACE FUNCTION app.result_with(result jsonb, types text[], bodies jsonb[]) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE
AS $$
DECLARE
    known jsonb := CASE result WHEN '{}' THEN '{"interview": null, "offer": null, "offer_code": null, "requests": [],
                                                "changes": [], "authorisations": []}'::jsonb ELSE result END;
    says boolean := false;
    requests jsonb[];
    body jsonb;
BEGIN
    FOR place IN 1 .. cardinality(types) LOOP
        body := bodies[place];
        CASE types[place]
            WHEN 'request_made' THEN
                requests := requests || jsonb_build_object('type', body -> 'type', 'text', coalesce(body ->> 'text', ''));
            WHEN 'interview_decided' THEN
                known := known || jsonb_build_object('interview', CASE body ->> 'accepted' WHEN 'true' THEN 'accepted' ELSE 'refused' END);
            WHEN 'offer_decided' THEN
                known := known || jsonb_build_object('offer', body ->> 'decision', 'offer_code', body ->> 'offer');
            WHEN 'contact_change_proposed' THEN
                known := known || jsonb_build_object('changes', (
                    SELECT jsonb_agg(c.value ORDER BY 'change ' || (c.value ->> 'field'))
                      FROM (SELECT e.value FROM jsonb_array_elements(known -> 'changes') e WHERE e.value ->> 'field' <> body ->> 'field'
                            UNION ALL
                            SELECT jsonb_build_object('field', body ->> 'field', 'old', coalesce(body ->> 'old', ''), 'new', body ->> 'new')) c));
            ELSE
                CONTINUE;
        END CASE;
        says := true;
    END LOOP;
    IF requests IS NOT NULL THEN
        known := known || jsonb_build_object('requests', known -> 'requests' || to_jsonb(requests));
    END IF;
    RETURN CASE WHEN says THEN known ELSE result END;
END $$;
