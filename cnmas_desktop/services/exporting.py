"""Results to the organisme (trade section 4): numbered lots for a service, anonymous aggregates for a study.

A lot holds the reference of the row and the five families of seed 1, nothing else: no reason of a refusal, no note, no attempt.
Its bytes are a function of its lines and of the campaign as it was when the lot was made, so that it re-exports byte for byte;
the centre keeps the hash of its CSV and refuses to hand out another content under the same number. The result of a line is
`{"interview": accepted|refused|null, "offer": accepted|refused|undecided|null, "offer_code": code|null,
"requests": [{"type", "text"}], "changes": [{"field", "old", "new"}], "authorisations": [{"channel", "state"}]}`.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from cnmas_desktop.central.manager_rows import ExportLine, Lot, StudyCount
from cnmas_desktop.credentials import write_private
from cnmas_desktop.domain.campaign import Campaign, Choice, Regime
from cnmas_desktop.domain.campaigns import read_campaign
from cnmas_desktop.domain.fields import FIELDS, Kind, display
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services import french_csv, french_workbook, study_table

COLUMNS = (
    "Référence",
    "Entretien",
    "Offre",
    "Demandes complémentaires",
    "Modifications de coordonnées",
    "Autorisation de contact",
)
LINES_A_STEP = 1_000
MOST_OF_RECIPIENT = 200
RECTIFIES = "Rectifie le lot"
"""A last column, only in a lot that corrects another."""

_INTERVIEW = {"accepted": "accepté", "refused": "refusé"}
_OFFER = {"accepted": "accord", "refused": "refus", "undecided": "à réfléchir"}
_CHANNEL = {"phone": "téléphone", "mail": "mail", "sms": "SMS", "post": "courrier"}
_AUTHORISATION = {"given": "opt-in", "withdrawn": "opt-out"}


class LotSource(Protocol):
    """The centre as the export sees it, under a manager's personal login: `central.manager_gateway.ManagerGateway`."""

    def all_or_nothing(self) -> AbstractContextManager[None]:
        """What is done inside stands at its end, or not at all."""
        ...

    def create_export_lot(self, campaign: str, organisme: str, recipient: str | None = None) -> int | None:
        """A lot of what is new since the last ones; None when there is nothing."""
        ...

    def export_lots(self, campaign: str, organisme: str) -> Sequence[Lot]:
        """Every lot made, by number."""
        ...

    def export_lines(self, campaign: str, organisme: str, number: int) -> Sequence[ExportLine]:
        """The lines of a lot in their order, the same for ever. KnownError `export.unknown_lot`."""
        ...

    def lot_campaign_text(self, campaign: str, organisme: str, number: int) -> str | None:
        """The campaign's text when the lot was made."""
        ...

    def seal_export_lot(self, campaign: str, organisme: str, number: int, sha256: str) -> None:
        """Keep the hash of the lot's CSV; KnownError `export.other_bytes` when another was kept."""
        ...

    def undecided_results(self, campaign: str, organisme: str) -> int:
        """How many results are in no lot because they wait for a supervisor's decision."""
        ...

    def study_counts(self, campaign: str) -> Sequence[StudyCount]:
        """Exact counts of a closed study, not to be published as they are. KnownError `export.study_open`."""
        ...

    def study_table(self, campaign: str, organisme: str, made: Sequence[Sequence[str]] | None = None) -> Sequence[Sequence[str]] | None:
        """The one table of a study that leaves: the one kept, or else `made`, which is kept from then on."""
        ...


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written. `lot` and `sha256` (of the lot's CSV, whatever the format written) are empty for a study.

    `repeated`: nothing was new, and the last lot was written again. `counts` reconcile with the database: lines, rectified, and
    of each family how many lines say it. `undecided` results are in no lot: a supervisor has still to decide.
    """

    path: Path
    lines: int
    lot: int | None = None
    sha256: str = ""
    repeated: bool = False
    undecided: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The object that the command line prints."""
        return {
            "lot": self.lot,
            "lines": self.lines,
            "repeated": self.repeated,
            "undecided": self.undecided,
            "sha256": self.sha256,
            **self.counts,
        }


def export_results(
    source: LotSource,
    campaign: Campaign,
    organisme: str,
    path: Path,
    *,
    number: int | None = None,
    recipient: str | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> ExportReport:
    """Write the results of `campaign` for `organisme` to `path` (.csv or .xlsx), readable by its owner only.

    A service: lot `number` again, or else a new lot of what is new, or else the last lot again. A study: its one
    table of aggregates, once it is closed.
    `progress` hears the lines done and how many there are; what it raises, or any error until the lot stands, leaves neither a lot nor a file.
    KnownError `export.*`; a lot that could not be written stays made, and the same command writes it.
    """
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise KnownError("export.unknown_format", name=path.name)
    if recipient is not None and len(recipient) > MOST_OF_RECIPIENT:
        raise KnownError("export.long_recipient", limit=MOST_OF_RECIPIENT)
    if campaign.regime is Regime.STUDY:
        return _export_study(source, campaign, organisme, path)
    repeated = number is not None
    progress(0, 0)
    # An earlier lot is read at once, and its reading noted, whatever becomes of the file.
    with nullcontext() if repeated else source.all_or_nothing():
        if number is None:
            number = source.create_export_lot(campaign.code, organisme, recipient)
        lots = {lot.number: lot for lot in source.export_lots(campaign.code, organisme)}
        if number is None:
            if not lots:
                raise KnownError("export.nothing")
            number, repeated = max(lots), True
        if number not in lots:
            raise KnownError("export.unknown_lot", number=number)
        lot = lots[number]
        progress(0, lot.lines)
        lines = source.export_lines(campaign.code, organisme, number)
        if len(lines) != lot.lines:
            raise RuntimeError(f"lot {number} has {len(lines)} lines, not {lot.lines}")
        text = source.lot_campaign_text(campaign.code, organisme, number)
        table = lot_table(lines, read_campaign(text, campaign.code) if text else campaign, progress)
        as_csv = french_csv.encoded(table[0], table[1:])
        digest = sha256(as_csv).hexdigest()
        source.seal_export_lot(campaign.code, organisme, number, digest)
        undecided = source.undecided_results(campaign.code, organisme)
        content = as_csv
        if path.suffix.lower() == ".xlsx":
            title = f"Lot {number}, {campaign.code}, {organisme}"
            content = french_workbook.encoded(table, sheet=f"Lot {number}", title=title, author=lot.created_by, created=lot.created_at)
        progress(len(lines), len(lines))
    _write(path, content)
    return ExportReport(path, len(lines), number, digest, repeated, undecided, _counts(lines))


def _export_study(source: LotSource, campaign: Campaign, organisme: str, path: Path) -> ExportReport:
    table = source.study_table(campaign.code, organisme)
    if table is None:
        made = study_table.published(source.study_counts(campaign.code), organisme)
        table = source.study_table(campaign.code, organisme, made) or made
    if path.suffix.lower() == ".xlsx":
        content = french_workbook.encoded(table, sheet="Agrégats", title=f"{campaign.code}, {organisme}")
    else:
        content = french_csv.encoded(table[0], table[1:])
    _write(path, content)
    return ExportReport(path, len(table) - 1)


def lot_table(
    lines: Sequence[ExportLine],
    campaign: Campaign,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> list[tuple[str, ...]]:
    """The header and the lines of a lot, as text."""
    corrects = any(line.rectifies is not None for line in lines)
    offers, requests = _labels(campaign.offers), _labels(campaign.request_types)
    table: list[tuple[str, ...]] = [(*COLUMNS, RECTIFIES) if corrects else COLUMNS]
    for done, line in enumerate(lines):
        if done % LINES_A_STEP == 0:
            progress(done, len(lines))
        result = line.result
        cells = (
            line.row_ref,
            _INTERVIEW.get(result.get("interview") or "", ""),
            _offer(result, offers),
            " | ".join(_request(request, requests) for request in result.get("requests") or ()),
            " | ".join(_change(change) for change in result.get("changes") or ()),
            " | ".join(f"{_AUTHORISATION[one['state']]} {_CHANNEL[one['channel']]}" for one in result.get("authorisations") or ()),
        )
        table.append((*cells, "" if line.rectifies is None else str(line.rectifies)) if corrects else cells)
    return table


def _labels(choices: Sequence[Choice]) -> dict[str, str]:
    return {choice.code: choice.label for choice in choices}


def _offer(result: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    decision = _OFFER.get(result.get("offer") or "", "")
    code = result.get("offer_code") or ""
    return f"{decision} : {labels.get(code, code)}" if decision and code else decision


def _request(request: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    text = " ".join((request.get("text") or "").split())
    label = labels.get(request["type"], request["type"])
    return f"{label} : {text}" if text else label


def _change(change: Mapping[str, Any]) -> str:
    """What the person proposes. The old value is not repeated: the organisme has it."""
    known = FIELDS.get(change["field"])
    value = " ".join(change["new"].split())
    if known and known.kind is Kind.PHONE and value.startswith("+"):
        value = display(known, value).replace("\u00a0", " ")  # the national number, which no spreadsheet takes for a sum
    return f"{known.label if known else change['field']} : {value}"


def _counts(lines: Sequence[ExportLine]) -> dict[str, int]:
    """How many lines say what, to be compared with the database."""
    found = Counter(
        dict.fromkeys(
            (
                "interviews_accepted",
                "interviews_refused",
                "offers_accepted",
                "offers_refused",
                "offers_undecided",
            ),
            0,
        )
    )
    for line in lines:
        result = line.result
        if result.get("interview"):
            found[f"interviews_{result['interview']}"] += 1
        if result.get("offer"):
            found[f"offers_{result['offer']}"] += 1
        for family in ("requests", "changes", "authorisations"):
            found[family] += bool(result.get(family))
        found["rectified"] += line.rectifies is not None
    return dict(found)


def _write(path: Path, content: bytes) -> None:
    try:
        write_private(path, content)
    except OSError:
        raise KnownError("export.unwritable", name=path.name) from None
