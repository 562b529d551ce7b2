"""An organisme's file into a campaign: every row accepted, accepted with a remark, duplicate, or rejected, and nothing else.

The rows go to the centre in batches, wait there in staging, and become cases in one transaction at the end; a dry run takes
the same way and is undone. A row without a reference of the organisme's own is named `<first 8 of the file's SHA-256>:<line>`,
so that a result finds its row again as long as the organisme keeps its file.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
import json
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from cnmas_desktop.domain.campaign import Campaign
from cnmas_desktop.domain.exchange import KnownRow
from cnmas_desktop.messages import KnownError, french
from cnmas_desktop.services import french_csv
from cnmas_desktop.services.contact_rows import Reject, Remark, RowReader, match_columns
from cnmas_desktop.services.tabular import Table

BATCH_ROWS = 1_000


class ImportSink(Protocol):
    """The centre as the import sees it, under a manager's personal login (decision 16). One import at a time per sink."""

    def begin_import(self, *, campaign: str, organisme: str, file_name: str, file_sha256: str) -> UUID:
        """Open a batch. KnownError for a campaign or an organisme that the centre does not know, or a closed campaign."""
        ...

    def stage_rows(self, import_id: UUID, rows: Sequence[tuple[int, str]]) -> None:
        """Keep rows aside: `(line, JSON text)` as `app.import_row.data` describes it. Lines ascend, none twice."""
        ...

    def settle_import(
        self, import_id: UUID, *, rows: int, rejected: int, duplicate: int, dropped_columns: Sequence[str], dry_run: bool
    ) -> Sequence[KnownRow]:
        """Make cases of the staged rows, all or none, and return those that an earlier import had brought: they add nothing.

        `duplicate` counts the rows doubled within the file. In a dry run the answer is the same and nothing stays.
        """
        ...

    def abandon_import(self, import_id: UUID) -> None:
        """Forget the batch and its staged rows."""
        ...


class Duplicate(NamedTuple):
    """A row that another already brought: `of_line` of this file, or of `of_file`, an earlier one."""

    line: int
    of_line: int
    of_file: str = ""

    @property
    def reason(self) -> str:
        if self.of_file:
            return french("row.duplicate_earlier", line=self.of_line, file=self.of_file)
        return french("row.duplicate", line=self.of_line)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a file. `rows = accepted + duplicate + rejected`; `remarks` of the accepted rows carry a remark.

    `notes` are sentences about the file as a whole: sheets left aside, a limit that this system does not offer.
    """

    rows: int
    accepted: int
    duplicates: tuple[Duplicate, ...]
    rejects: tuple[Reject, ...]
    remark_lines: tuple[Remark, ...]
    dropped_columns: tuple[str, ...]
    notes: tuple[str, ...]
    dry_run: bool

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
        reader = RowReader(columns, campaign, organisme, today, table.sha256)
        import_id = sink.begin_import(campaign=campaign.code, organisme=organisme, file_name=path.name[-200:], file_sha256=table.sha256)
        try:
            sorting = _Sorting(sink, import_id, campaign.party)
            rows = 0
            untitled: set[int] = set()
            for row in table.rows():
                rows += 1
                untitled.update(place for place in columns.untitled if place < len(row.cells) and str(row.cells[place]).strip())
                sorting.sort(reader.read(row))
                if rows % BATCH_ROWS == 0:
                    progress(rows)
            sorting.flush()
            progress(rows)
            dropped = (*columns.dropped, *(french("import.untitled_column", number=place + 1) for place in sorted(untitled)))
            known = sink.settle_import(
                import_id, rows=rows, rejected=len(sorting.rejects), duplicate=len(sorting.duplicates), dropped_columns=dropped, dry_run=dry_run
            )
        except BaseException:
            _abandon(sink, import_id)
            raise
        notes = [french("import.note.sheet_ignored", sheet=sheet, read=table.info.sheet) for sheet in table.info.ignored_sheets]
        if table.info.unlimited:
            notes.append(french("import.note.unlimited", limits=", ".join(table.info.unlimited)))
    earlier = {row.line for row in known}
    return ImportReport(
        rows=rows,
        accepted=sorting.staged - len(earlier),
        duplicates=tuple(sorted([*sorting.duplicates, *(Duplicate(row.line, row.earlier_line, row.earlier_file) for row in known)])),
        rejects=tuple(sorting.rejects),
        remark_lines=tuple(remark for remark in sorting.remarks if remark.line not in earlier),
        dropped_columns=dropped,
        notes=tuple(notes),
        dry_run=dry_run,
    )


class _Sorting:
    """Rows read so far: staged in batches, or set apart. Keeps 16 bytes of key per accepted row to see doubles."""

    def __init__(self, sink: ImportSink, import_id: UUID, party: str) -> None:
        self._sink = sink
        self._import_id = import_id
        self._party = party
        self._first_lines: dict[bytes, int] = {}
        self._batch: list[tuple[int, str]] = []
        self.staged = 0
        self.duplicates: list[Duplicate] = []
        self.rejects: list[Reject] = []
        self.remarks: list[Remark] = []

    def sort(self, row: Any) -> None:
        if isinstance(row, Reject):
            self.rejects.append(row)
            return
        key = blake2b(row.dedupe_key.encode(), digest_size=16).digest()
        first = self._first_lines.setdefault(key, row.line)
        if first != row.line:
            self.duplicates.append(Duplicate(row.line, first))
            return
        self.remarks.extend(row.remarks)
        self._batch.append((row.line, json.dumps(row.staged(self._party), ensure_ascii=False, separators=(",", ":"))))
        self.staged += 1
        if len(self._batch) == BATCH_ROWS:
            self.flush()

    def flush(self) -> None:
        """Hand what is waiting to the centre."""
        if self._batch:
            self._sink.stage_rows(self._import_id, self._batch)
            self._batch = []


def _abandon(sink: ImportSink, import_id: UUID) -> None:
    """Staged rows that cannot be taken back (the centre is gone) never become cases: only a settled batch does."""
    try:
        sink.abandon_import(import_id)
    except KnownError:
        return


def write_rejects(path: Path, report: ImportReport) -> None:
    """The rejected rows for the organisme, as French Excel opens them: line, code, reason."""
    french_csv.write(path, ("Ligne", "Code", "Motif"), ((str(reject.line), reject.code, reject.reason) for reject in report.rejects))


def write_journal(path: Path, report: ImportReport) -> None:
    """Everything but the plain acceptances, in line order: rejected rows, duplicates (of which line), remarks."""
    lines = [(reject.line, "rejetée", reject.code, reject.reason) for reject in report.rejects]
    lines += [(double.line, "doublon", "row.duplicate", double.reason) for double in report.duplicates]
    lines += [(remark.line, "acceptée avec remarque", remark.code, remark.text) for remark in report.remark_lines]
    french_csv.write(path, ("Ligne", "Résultat", "Code", "Motif"), ((str(line), *rest) for line, *rest in sorted(lines)))
