"""An organisme's file into a campaign: every row accepted, accepted with a remark, duplicate, or rejected, and nothing else.

The rows go to the centre in batches, wait there in staging, and become cases in one transaction at the end; a dry run takes
the same way and is undone. Who is a duplicate is the centre's answer, so that nothing but the report is held here. A row without a reference of the organisme's own is named `<first 8 of the file's SHA-256>:<line>`,
so that a result finds its row again as long as the organisme keeps its file.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID, uuid4

from cnmas_desktop.central.manager_gateway import Duplicate, ImportCounts, ImportRow
from cnmas_desktop.domain.campaign import Campaign
from cnmas_desktop.messages import KnownError, french
from cnmas_desktop.services import french_csv
from cnmas_desktop.services.contact_rows import AcceptedRow, Columns, Reject, Remark, RowReader, match_columns
from cnmas_desktop.services.tabular import Table

UNDATED_CAMPAIGN = timedelta(days=365)
"""How long a campaign without an end is taken to run, for the purge date that each case receives on arrival."""


class ImportSink(Protocol):
    """The centre as the import sees it, under a manager's personal login (decision 16): `central.manager_gateway.ManagerGateway`."""

    def begin_import(
        self, import_id: UUID, campaign: str, organisme: str, file_sha256: str, file_name: str
    ) -> UUID | None:
        """Open a batch; the id of a committed import of the very same file, if any."""
        ...

    def add_import_rows(self, import_id: UUID, rows: Iterable[ImportRow]) -> Iterator[int]:
        """Take rows as they come, in batches, into staging; yield the running total after each batch."""
        ...

    def import_duplicates(self, import_id: UUID) -> Sequence[Duplicate]:
        """The staged rows that an earlier line of the file, or an earlier import, already brought. By line."""
        ...

    def commit_import(
        self,
        import_id: UUID,
        *,
        rows: int,
        rejected: int,
        remarks: int,
        dropped_columns: Sequence[str],
        purge_at: datetime,
    ) -> ImportCounts:
        """Make cases of the staged rows that are no duplicates, all or none."""
        ...

    def abandon_import(self, import_id: UUID) -> None:
        """Forget the batch and its staged rows."""
        ...


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a file. `rows = accepted + duplicate + rejected`; `remarks` of the accepted rows carry a remark.

    `notes` are sentences about the file as a whole: sheets left aside, a limit that this system does not offer.
    """

    rows: int
    accepted: int
    duplicate: int
    duplicates: tuple[Duplicate, ...]
    rejects: tuple[Reject, ...]
    remark_lines: tuple[Remark, ...]
    dropped_columns: tuple[str, ...]
    notes: tuple[str, ...]
    dry_run: bool

    @property
    def rejected(self) -> int:
        return len(self.rejects)

    @property
    def remarks(self) -> int:
        return len({remark.line for remark in self.remark_lines})

    def to_json(self) -> dict[str, Any]:
        """The object that `cnmas contacts import --json` prints."""
        return {
            "rows": self.rows,
            "accepted": self.accepted,
            "duplicate": self.duplicate,
            "rejected": self.rejected,
            "remarks": self.remarks,
            "dropped_columns": list(self.dropped_columns),
            "rejects": [reject._asdict() for reject in self.rejects],
        }


def import_file(
    sink: ImportSink,
    path: Path,
    campaign: Campaign,
    organisme: str,
    *,
    dry_run: bool,
    today: date,
    progress: Callable[[int], None] = lambda rows: None,
) -> ImportReport:
    """Import `path` for `organisme` (its code) into `campaign`; `progress` hears the rows read so far.

    KnownError `import.*` when the file cannot be read or lacks a column, or the centre's own; then nothing was added.
    """
    with Table(path) as table:
        columns = match_columns(table.header, campaign, today, since_1904=table.info.since_1904)
        reading = _Reading(table, columns, RowReader(columns, campaign, organisme, today, table.sha256))
        import_id = uuid4()
        sink.begin_import(import_id, campaign.code, organisme, table.sha256, path.name[-200:])
        try:
            for _ in sink.add_import_rows(import_id, reading.accepted()):
                progress(reading.rows)
            progress(reading.rows)
            duplicates = tuple(sink.import_duplicates(import_id))
            doubled = {double.line for double in duplicates}
            remarks = tuple(remark for remark in reading.remarks if remark.line not in doubled)
            dropped = reading.dropped_columns()
            if dry_run:
                accepted, duplicate = reading.staged - len(duplicates), len(duplicates)
                sink.abandon_import(import_id)
            else:
                counts = sink.commit_import(
                    import_id,
                    rows=reading.rows,
                    rejected=len(reading.rejects),
                    remarks=len({remark.line for remark in remarks}),
                    dropped_columns=dropped,
                    purge_at=purge_at(campaign, today),
                )
                accepted, duplicate = counts.accepted, counts.duplicate
        except BaseException:
            _abandon(sink, import_id)
            raise
    return ImportReport(
        rows=reading.rows,
        accepted=accepted,
        duplicate=duplicate,
        duplicates=duplicates,
        rejects=tuple(reading.rejects),
        remark_lines=remarks,
        dropped_columns=dropped,
        notes=_notes(table),
        dry_run=dry_run,
    )


def purge_at(campaign: Campaign, today: date) -> datetime:
    """When a case that arrives today is to be destroyed at the latest: the campaign's months after its end (seed 2, trade §4)."""
    end = campaign.ends_on or today + UNDATED_CAMPAIGN
    years, month = divmod(end.month - 1 + campaign.retention_months, 12)
    first = date(end.year + years, month + 1, 1)
    return datetime.combine(first + timedelta(days=end.day - 1), time(), UTC)


class _Reading:
    """The rows of a table, sorted as they stream by: the accepted ones go on, the others are kept with their reason."""

    def __init__(self, table: Table, columns: Columns, reader: RowReader) -> None:
        self._table = table
        self._columns = columns
        self._reader = reader
        self._filled_without_title: set[int] = set()
        self.rows = 0
        self.staged = 0
        self.rejects: list[Reject] = []
        self.remarks: list[Remark] = []

    def accepted(self) -> Iterator[ImportRow]:
        for row in self._table.rows():
            self.rows += 1
            for place in self._columns.untitled:
                if place < len(row.cells) and str(row.cells[place]).strip():
                    self._filled_without_title.add(place)
            read = self._reader.read(row)
            if isinstance(read, AcceptedRow):
                self.staged += 1
                self.remarks.extend(read.remarks)
                yield read.staged
            else:
                self.rejects.append(read)

    def dropped_columns(self) -> tuple[str, ...]:
        """The titles of the columns outside the campaign, in alphabetical order, then the columns that have none."""
        untitled = sorted(self._filled_without_title)
        return (
            *sorted(self._columns.dropped),
            *(french("import.untitled_column", number=place + 1) for place in untitled),
        )


def _notes(table: Table) -> tuple[str, ...]:
    info = table.info
    notes = [
        french("import.note.sheet_ignored", sheet=sheet, read=info.sheet) for sheet in info.ignored_sheets
    ]
    if info.unlimited:
        notes.append(french("import.note.unlimited", limits=", ".join(info.unlimited)))
    return tuple(notes)


def _abandon(sink: ImportSink, import_id: UUID) -> None:
    """Staged rows that cannot be taken back (the centre is gone) never become cases: only a committed batch does."""
    try:
        sink.abandon_import(import_id)
    except KnownError:
        return


def duplicate_reason(double: Duplicate) -> str:
    """Which line, of this file or of an earlier one, already brought the same person and beneficiary."""
    if double.of_file:
        return french("row.duplicate_earlier", line=double.of_line, file=double.of_file)
    return french("row.duplicate", line=double.of_line)


def write_rejects(path: Path, report: ImportReport) -> None:
    """The rejected rows for the organisme, as French Excel opens them: line, code, reason."""
    french_csv.write(
        path,
        ("Ligne", "Code", "Motif"),
        ((str(reject.line), reject.code, reject.reason) for reject in report.rejects),
    )


def write_journal(path: Path, report: ImportReport) -> None:
    """Everything but the plain acceptances, in line order: rejected rows, duplicates (of which line), remarks."""
    lines = [(reject.line, "rejetée", reject.code, reject.reason) for reject in report.rejects]
    lines += [
        (double.line, "doublon", "row.duplicate", duplicate_reason(double)) for double in report.duplicates
    ]
    lines += [
        (remark.line, "acceptée avec remarque", remark.code, remark.text) for remark in report.remark_lines
    ]
    french_csv.write(
        path, ("Ligne", "Résultat", "Code", "Motif"), ((str(line), *rest) for line, *rest in sorted(lines))
    )
