-- What a correction takes from the figures behind the boards and what it adds, on the day of the event that was first told.
-- `correction` is the body of the new one; what it names may be a correction itself.
CREATE OR REPLACE FUNCTION app.corrected_measures(code text, of_case uuid, correction jsonb)
RETURNS TABLE (at timestamptz, measure text, n integer)
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    WITH RECURSIVE stored AS MATERIALIZED (
        SELECT * FROM app.case_events(code, of_case)
    ), chain AS (
        SELECT e.type, e.at, e.text::jsonb -> 'body' AS body, 0 AS depth
          FROM stored e
         WHERE e.id = (correction ->> 'supersedes')::uuid AND e.text <> ''
        UNION ALL
        SELECT e.type, e.at, e.text::jsonb -> 'body', c.depth + 1
          FROM chain c JOIN stored e ON e.id = (c.body ->> 'supersedes')::uuid
         WHERE c.type = 'correction' AND e.text <> '' AND c.depth < 100
    ), told AS (
        SELECT r.type, r.at, r.body AS first_body, named.body AS named_body, named.type = 'correction' AS again
          FROM chain r, chain named
         WHERE r.type NOT IN ('correction', 'authorisation_withdrawn', 'opposition_made') AND named.depth = 0
    ), readings (type, at, body, n) AS (
        SELECT t.type, t.at, t.first_body, -1 FROM told t WHERE NOT t.again
        UNION ALL
        SELECT t.type, t.at, t.first_body || (t.named_body -> 'replacement'), -1 FROM told t
         WHERE t.again AND jsonb_typeof(t.named_body -> 'replacement') = 'object'
        UNION ALL
        SELECT t.type, t.at, t.first_body || (correction -> 'replacement'), 1 FROM told t
         WHERE jsonb_typeof(correction -> 'replacement') = 'object'
    )
    SELECT r.at, m.measure, r.n FROM readings r, unnest(app.measures(r.type, r.body, r.at)) AS m (measure)
$$;
