"""The centre of the import and the export, in memory: a double held to the same contract as the real one (`test_exchange_contract`)."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from cnmas_desktop.central.manager_rows import Duplicate, ExportLine, ImportCounts, ImportRow, Lot, StoppedLine, StudyCount
from cnmas_desktop.domain.campaigns import catalogue
from cnmas_desktop.messages import KnownError

BATCH = 1_000


@dataclass
class _Batch:
    campaign: str
    organisme: str
    sha256: str
    file_name: str
    added: list[ImportRow] = field(default_factory=list)


@dataclass
class MemoryCentre:
    """Cases by (campaign, dedupe key), as the unique key of `app.call_case` keeps them; lots that are never rewritten."""

    cases: dict[tuple[str, str, str], tuple[UUID, ImportRow]] = field(default_factory=dict)
    batches: dict[UUID, _Batch] = field(default_factory=dict)
    open: _Batch | None = None
    stopped: dict[str, str] = field(default_factory=dict)
    """Who is not to be called: the reason by person key."""
    largest_batch: int = 0
    results: dict[tuple[str, str], dict[str, tuple[dict[str, Any], datetime]]] = field(default_factory=dict)
    lots: dict[tuple[str, str], list[tuple[Lot, tuple[ExportLine, ...]]]] = field(default_factory=dict)
    counts: tuple[StudyCount, ...] = ()
    closed: bool = True
    tables: dict[tuple[str, str], Sequence[Sequence[str]]] = field(default_factory=dict)

    def begin_import(
        self,
        import_id: UUID,
        campaign: str,
        organisme: str,
        file_sha256: str,
        file_name: str,
        purge_at: datetime,
    ) -> UUID | None:
        assert len(file_sha256) == 64
        assert len(file_name) <= 200
        assert purge_at.tzinfo is not None
        self.abandon_import()
        same = [found for found, batch in self.batches.items() if (batch.campaign, batch.sha256) == (campaign, file_sha256)]
        self.open = self.batches[import_id] = _Batch(campaign, organisme, file_sha256, file_name)
        return same[0] if same else None

    def add_import_rows(self, import_id: UUID, rows: Iterable[ImportRow]) -> Iterator[Sequence[Duplicate]]:
        waiting = iter(rows)
        while batch := list(islice(waiting, BATCH)):
            self.largest_batch = max(self.largest_batch, len(batch))
            yield [double for row in batch if (double := self._add(import_id, row))]

    def _add(self, import_id: UUID, row: ImportRow) -> Duplicate | None:
        batch = self.batches[import_id]
        of_import, earlier = self.cases.setdefault((batch.campaign, row.person_key, row.dedupe_key), (import_id, row))
        if earlier is row:
            batch.added.append(row)
            return None
        if of_import == import_id:
            return Duplicate(row.line, earlier.line, None, None)
        return Duplicate(row.line, earlier.line, of_import, self.batches[of_import].file_name)

    def import_stopped(self, import_id: UUID) -> Sequence[StoppedLine]:
        return [
            StoppedLine(row.line, self.stopped[row.person_key]) for row in self.batches[import_id].added if row.person_key in self.stopped
        ]

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
        accepted = len(self.batches[import_id].added)
        assert rows == accepted + duplicate + rejected
        self.open = None
        return ImportCounts(rows, accepted, duplicate, rejected, remarks)

    def abandon_import(self) -> None:
        if self.open is not None:
            for row in self.open.added:
                del self.cases[self.open.campaign, row.person_key, row.dedupe_key]
            self.batches = {found: batch for found, batch in self.batches.items() if batch is not self.open}
            self.open = None

    def record_result(self, campaign: str, organisme: str, row_ref: str, result: dict[str, Any], at: datetime) -> None:
        """What the events of a call leave on the case."""
        self.results.setdefault((campaign, organisme), {})[row_ref] = (result, at)

    def undecided_results(self, campaign: str, organisme: str) -> int:
        return 0

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        before = {key: list(lots) for key, lots in self.lots.items()}
        try:
            yield
        except BaseException:
            self.lots = before
            raise

    def create_export_lot(self, campaign: str, organisme: str, recipient: str | None = None) -> int | None:
        made = self.lots.setdefault((campaign, organisme), [])
        sent: dict[str, tuple[int, Any]] = {}
        for lot, lines in made:
            sent |= {line.row_ref: (lot.number, line.result) for line in lines}
        new = [
            (ref, result, at)
            for ref, (result, at) in self.results.get((campaign, organisme), {}).items()
            if ref not in sent or sent[ref][1] != result
        ]
        if not new:
            return None
        number = len(made) + 1
        lines = tuple(
            ExportLine(place, uuid4(), ref, sent[ref][0] if ref in sent else None, dict(result), at)
            for place, (ref, result, at) in enumerate(sorted(new, key=lambda item: (item[2], item[0])), 1)
        )
        made.append(
            (
                Lot(
                    number,
                    datetime(2026, 11, 23, 9, number, tzinfo=UTC),
                    "Camille",
                    recipient,
                    len(lines),
                    None,
                    None,
                ),
                lines,
            )
        )
        return number

    def export_lots(self, campaign: str, organisme: str) -> tuple[Lot, ...]:
        return tuple(lot for lot, _ in self.lots.get((campaign, organisme), []))

    def export_lines(self, campaign: str, organisme: str, number: int) -> tuple[ExportLine, ...]:
        for lot, lines in self.lots.get((campaign, organisme), []):
            if lot.number == number:
                return lines
        raise KnownError("export.unknown_lot", number=number)

    def lot_campaign_text(self, campaign: str, organisme: str, number: int) -> str | None:
        return next(one.text for one in catalogue() if one.code == campaign)

    def seal_export_lot(self, campaign: str, organisme: str, number: int, sha256: str) -> None:
        made = self.lots[campaign, organisme]
        lot, lines = made[number - 1]
        if lot.sha256 not in (None, sha256):
            raise KnownError("export.other_bytes", number=number)
        made[number - 1] = (
            Lot(lot.number, lot.created_at, lot.created_by, lot.recipient, lot.lines, sha256, lot.received_at),
            lines,
        )

    def study_counts(self, campaign: str) -> tuple[StudyCount, ...]:
        if not self.closed:
            raise KnownError("export.study_open", campaign=campaign)
        return self.counts

    def study_table(self, campaign: str, organisme: str, made: Sequence[Sequence[str]] | None = None) -> Sequence[Sequence[str]] | None:
        return self.tables.get((campaign, organisme)) if made is None else self.tables.setdefault((campaign, organisme), made)
