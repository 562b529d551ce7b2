"""The program's catalogues as rows of the centre, so that its functions decide by the same facts as the workstation (decision 1).

Loaded by the operator at each start and by `maintain`; campaigns and organismes are loaded by a manager (`manager_gateway`).
"""

from datetime import date, timedelta
import json
from typing import TYPE_CHECKING, Any

from cnmas_desktop.central.connection import one_row
from cnmas_desktop.domain.calling_rules import RULES, legal_windows
from cnmas_desktop.domain.campaign import CallingRule
from cnmas_desktop.domain.dispositions import effect_rows
from cnmas_desktop.domain.phone_numbers import FRENCH_ZONES

if TYPE_CHECKING:
    import psycopg

DAYS_AHEAD = 400
# A result may come late: the hours of its call must still be known to judge it.
DAYS_BEHIND = 60
ZONES = tuple(sorted(FRENCH_ZONES))


def load_effects(operator: "psycopg.Connection[Any]") -> int:
    """Make `disposition_effect` what `domain.dispositions` says; returns the number of dispositions."""
    rows = effect_rows()
    # What the figures of campaigns make of each; kept counts that were made under another meaning are made anew.
    meaning = "SELECT disposition, standing, household, contact FROM app.disposition_effect ORDER BY 1"
    with operator.transaction():
        before = operator.execute(meaning).fetchall()
        operator.execute("DELETE FROM app.disposition_effect WHERE disposition <> ALL (%s)", ([row["disposition"] for row in rows],))
        operator.execute(
            """
            INSERT INTO app.disposition_effect AS kept
            SELECT * FROM jsonb_populate_recordset(NULL::app.disposition_effect, %s::jsonb)
            ON CONFLICT (disposition) DO UPDATE SET
                allowed_states = excluded.allowed_states, blocks_number = excluded.blocks_number,
                blocks_person = excluded.blocks_person, counts = excluded.counts, contact = excluded.contact,
                max_next_days = excluded.max_next_days, standing = excluded.standing, household = excluded.household
            """,
            (json.dumps(rows),),
        )
        if operator.execute(meaning).fetchall() != before:
            operator.execute("SELECT app.recount_facts()")
    return len(rows)


def load_limits(operator: "psycopg.Connection[Any]") -> int:
    """Make `rule_limit` what `calling_rules.RULES` say: the greater limit of mobile and landline, for the workstation knows which."""
    rows = [(rule.name.value, max(rule.max_attempts, rule.max_landline), rule.over_days) for rule in RULES.values() if not rule.always_open]
    with operator.transaction(), operator.cursor() as cursor:
        cursor.execute("DELETE FROM app.rule_limit")
        cursor.executemany("INSERT INTO app.rule_limit (rule, max_attempts, over_days) VALUES (%s, %s, %s)", rows)
    return len(rows)


def centre_date(operator: "psycopg.Connection[Any]") -> date:
    today: date = one_row(operator, "SELECT current_date")[0]
    return today


def load_legal_windows(operator: "psycopg.Connection[Any]", zones: tuple[str, ...] = ZONES) -> int:
    """Legal hours of every rule in every zone, from `DAYS_BEHIND` before to `DAYS_AHEAD` after the centre's day; returns the spans added.

    Days already there are left; days gone by are removed."""
    today = centre_date(operator)
    first, end = today - timedelta(DAYS_BEHIND), today + timedelta(DAYS_AHEAD)
    known = {
        (rule, zone): (since, until)
        for rule, zone, since, until in operator.execute(
            "SELECT rule, zone, min((lower(span) AT TIME ZONE zone)::date), max((lower(span) AT TIME ZONE zone)::date)"
            "  FROM app.legal_window GROUP BY rule, zone"
        )
    }
    rules: list[str] = []
    in_zones: list[str] = []
    starts: list[Any] = []
    ends: list[Any] = []
    with operator.transaction():
        for rule in CallingRule:
            for zone in zones:
                start = first
                if (rule.value, zone) in known:
                    since, until = known[rule.value, zone]
                    if since - timedelta(7) <= first <= until:
                        start = until + timedelta(1)
                    else:  # the centre's clock was set back, or far ahead: count anew
                        operator.execute("DELETE FROM app.legal_window WHERE rule = %s AND zone = %s", (rule.value, zone))
                for span_start, span_end in legal_windows(rule, zone, start, max(0, (end - start).days)):
                    rules.append(rule.value)
                    in_zones.append(zone)
                    starts.append(span_start)
                    ends.append(span_end)
        operator.execute(
            """
            INSERT INTO app.legal_window (rule, zone, span)
            SELECT u.rule, u.zone, tstzrange(u.start_at, u.end_at)
              FROM unnest(%s::text[], %s::text[], %s::timestamptz[], %s::timestamptz[]) AS u (rule, zone, start_at, end_at)
            """,
            (rules, in_zones, starts, ends),
        )
        operator.execute("DELETE FROM app.legal_window WHERE upper(span) < %s", (first - timedelta(1),))
    return len(rules)
