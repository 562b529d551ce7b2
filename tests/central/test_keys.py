"""What a centre spread over several machines needs of the schema: no number that all draw from, and keys made where the row is made."""

from tests.central_server import TEMPLATE, CentralServer

# Few rows, the same on every machine, written by the operator or known by their own name: reference tables, so to speak.
REFERENCES = {
    "centre", "person", "organisme", "campaign", "disposition_effect", "rule_limit", "legal_window", "alembic_version",
    # Kept by what the row says itself: a keyed hash of a number, a digest of a file.
    "reach", "number_lease", "sealed_deposit",
}  # fmt: skip


def test_no_sequence_is_shared_and_each_key_is_a_uuid_or_carries_the_campaign(central_server: CentralServer) -> None:
    with central_server.admin(TEMPLATE) as admin:
        drawn = admin.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind = 'S' AND n.nspname !~ '^(pg_|information_schema)'"
        ).fetchall()
        keys = admin.execute(
            "SELECT c.conrelid::regclass::text, array_agg(a.attname::text ORDER BY k.place), array_agg(DISTINCT a.atttypid::regtype::text)"
            "  FROM pg_constraint c CROSS JOIN unnest(c.conkey) WITH ORDINALITY AS k (attnum, place)"
            "  JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum"
            " WHERE c.contype = 'p' AND c.connamespace = 'app'::regnamespace GROUP BY c.conrelid"
        ).fetchall()
        told = admin.execute(
            "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
            " WHERE n.nspname IN ('app', 'agent', 'supervisor', 'manager', 'auditor') AND p.prosrc ~* '\\m(nextval|notify|listen|pg_notify)\\M'"
        ).fetchall()
    assert drawn == [], "a sequence is one place that every machine asks"
    assert told == []
    names = {table.removeprefix("app."): (columns, types) for table, columns, types in keys}
    alone = {name for name, (columns, types) in names.items() if columns[0] != "campaign" and "uuid" not in types}
    assert alone - {"rollup"} <= REFERENCES, "a key that neither carries the campaign nor is made by whoever writes"
    assert "campaign" in names["rollup"][0]
    of_cases = {name for name, (columns, _) in names.items() if "case_id" in columns} | {"call_case"}
    assert of_cases >= {"call_case", "lease", "case_fact", "quota_done", "review"}
    assert set(names["call_case"][0]) == {"id", "campaign"}, "found by its id too, and it may be partitioned by its campaign"
    assert {names[name][0][0] for name in of_cases - {"call_case"}} == {"campaign"}, "all of a case lies with its campaign"
