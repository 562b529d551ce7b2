-- The quotas of a campaign, as its current version has them.

-- The cells of a campaign, in their order: [{"cell", "sex", "age_min", "age_max", "target"}]. Where they change, its cases are told their cells anew.
CREATE OR REPLACE FUNCTION manager.set_quotas(code text, cells jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    PERFORM app.require('manager');
    PERFORM app.bounded(cells::text, 100000);
    PERFORM FROM app.campaign k WHERE k.code = set_quotas.code FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM app.fault('campaign.unknown', jsonb_build_object('campaign', left(coalesce(code, ''), 40)));
    END IF;
    IF cells = (SELECT coalesce(jsonb_agg(jsonb_build_object('cell', q.cell, 'sex', q.sex, 'age_min', q.age_min, 'age_max', q.age_max,
                                                             'target', q.target) ORDER BY q.place), '[]')
                  FROM app.quota q WHERE q.campaign = code) THEN
        RETURN false;
    END IF;
    DELETE FROM app.quota q WHERE q.campaign = code;
    INSERT INTO app.quota (campaign, cell, place, sex, age_min, age_max, target)
    SELECT code, c.value ->> 'cell', c.place, c.value ->> 'sex', (c.value ->> 'age_min')::integer, (c.value ->> 'age_max')::integer,
           (c.value ->> 'target')::integer
      FROM jsonb_array_elements(cells) WITH ORDINALITY AS c (value, place);
    UPDATE app.call_case c SET quota_cell = n.cell, quota_full = false
      FROM (SELECT k.id, app.quota_cell(code, coalesce(k.fields ->> 'age', t.fields ->> 'age'),
                                        coalesce(k.fields ->> 'sexe', t.fields ->> 'sexe', '')) AS cell
              FROM app.call_case k JOIN app.contact t ON t.id = k.contact_id WHERE k.campaign = code) n
     WHERE c.campaign = code AND c.id = n.id AND c.quota_cell IS DISTINCT FROM n.cell;
    DELETE FROM app.quota_done d WHERE d.campaign = code;
    INSERT INTO app.quota_done (campaign, case_id, cell, organisme)
    SELECT c.campaign, c.id, c.quota_cell, c.organisme FROM app.call_case c
     WHERE c.campaign = code AND c.quota_cell IS NOT NULL AND c.result ->> 'interview' = 'accepted';
    PERFORM app.sweep_quotas(code);
    RETURN true;
END $$;
