"""An organisme's file into a campaign: every row accepted, accepted with a remark, duplicate, or rejected, and nothing else.

The rows go to the centre in batches and become cases there while the next are read, in one transaction that ends with the file; a
dry run takes the same way and is undone. Who is a duplicate is the centre's answer, so that nothing but the report is held here. A row without a reference of the organisme's own is named `<first 8 of the file's SHA-256>:<line>`,
so that a result finds its row again as long as the organisme keeps its file.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID, uuid4

from cnmas_desktop.central.manager_rows import Duplicate, ImportCounts, ImportRow, StoppedLine
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
        self,
        import_id: UUID,
        campaign: str,
        organisme: str,
        file_sha256: str,
        file_name: str,
        purge_at: datetime,
    ) -> UUID | None:
        """Open a batch, whose cases will be destroyed at `purge_at`; the id of an import of the very same file, if any."""
        ...

    def add_import_rows(self, import_id: UUID, rows: Iterable[ImportRow]) -> Iterator[Sequence[Duplicate]]:
        """Take rows as they come, in batches; yield after each those that an earlier line or import already brought."""
        ...

    def import_stopped(self, import_id: UUID) -> Sequence[StoppedLine]:
        """The added lines whose person is not to be called. By line."""
        ...

    def commit_import(
        self,
        import_id: UUID,
        *,
        rows: int,
        duplicate: int,
        rejected: int,
        remarks: int,
        dropped_columns: Sequence[str],
    ) -> ImportCounts:
        """Let the added rows that are no duplicates stand as cases, all or none."""
        ...

    def abandon_import(self) -> None:
        """Forget the open batch; nothing of it remains."""
        ...


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a file. `rows = accepted + duplicate + rejected`; `remarks` of the accepted rows carry a remark.

    `notes` are sentences about the file as a whole: sheets left aside, a limit that this system does not offer.
    """

    rows: int
    duplicates: tuple[Duplicate, ...]
    rejects: tuple[Reject, ...]
    remark_lines: tuple[Remark, ...]
    dropped_columns: tuple[str, ...]
    notes: tuple[str, ...]
    dry_run: bool

    @property
    def accepted(self) -> int:
        return self.rows - self.duplicate - self.rejected

    @property
    def duplicate(self) -> int:
        return len(self.duplicates)

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
        try:
            sink.begin_import(import_id, campaign.code, organisme, table.sha256, path.name[-200:], purge_at(campaign, today))
            duplicates: list[Duplicate] = []
            for repeated in sink.add_import_rows(import_id, reading.accepted()):
                duplicates.extend(repeated)
                progress(reading.rows)
            progress(reading.rows)
            remarks = _remarks(reading.remarks, duplicates, sink.import_stopped(import_id))
            dropped = reading.dropped_columns()
            if dry_run:
                sink.abandon_import()
            else:
                sink.commit_import(
                    import_id,
                    rows=reading.rows,
                    duplicate=len(duplicates),
                    rejected=len(reading.rejects),
                    remarks=len({remark.line for remark in remarks}),
                    dropped_columns=dropped,
                )
        except BaseException:
            _abandon(sink)
            raise
    return ImportReport(
        rows=reading.rows,
        duplicates=tuple(duplicates),
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
        self.rejects: list[Reject] = []
        self.remarks: list[Remark] = []

    def accepted(self) -> Iterator[ImportRow]:
        for row in self._table.rows():
            self.rows += 1
            if self._columns.untitled:
                self._filled_without_title.update(
                    place for place in self._columns.untitled if place < len(row.cells) and str(row.cells[place]).strip()
                )
            read = self._reader.read(row)
            if isinstance(read, AcceptedRow):
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
    notes = [french("import.note.sheet_ignored", sheet=sheet, read=info.sheet) for sheet in info.ignored_sheets]
    if info.unlimited:
        notes.append(french("import.note.unlimited", limits=", ".join(info.unlimited)))
    return tuple(notes)


def _remarks(read: Sequence[Remark], duplicates: Sequence[Duplicate], stopped: Sequence[StoppedLine]) -> tuple[Remark, ...]:
    """What is said of the accepted rows, by line: the reader's remarks, and who is not to be called."""
    doubled = {double.line for double in duplicates}
    told = [remark for remark in read if remark.line not in doubled]
    told += [Remark(one.line, f"remark.stopped.{one.reason}", "") for one in stopped]
    return tuple(sorted(told, key=lambda remark: remark.line))


def _abandon(sink: ImportSink) -> None:
    """What cannot be taken back (the centre is gone) never stands: only a committed import does."""
    try:
        sink.abandon_import()
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
    lines += [(double.line, "doublon", "row.duplicate", duplicate_reason(double)) for double in report.duplicates]
    lines += [(remark.line, "acceptée avec remarque", remark.code, remark.text) for remark in report.remark_lines]
    french_csv.write(path, ("Ligne", "Résultat", "Code", "Motif"), ((str(line), *rest) for line, *rest in sorted(lines)))
