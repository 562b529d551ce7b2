"""A supervisors' room that answers from what a test sets, and keeps what it was asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import UUID

from cnmas_desktop.messages import KnownError
from cnmas_desktop.services import board, campaign_figures, quality, steering
from cnmas_desktop.services.auditing import AccessLine, AuthorisationLine, Break, ChainReport
from cnmas_desktop.services.board import AgentLine, BoardView, CampaignLine, CaseLine, Todo
from cnmas_desktop.services.health import Health
from cnmas_desktop.services.importing import ImportReport
from cnmas_desktop.services.managing import ExportStopped, ImportStopped, Lots, NextLot, Places

NOON = datetime(2026, 11, 24, 11, 0, 7, tzinfo=UTC)
COUNTS = (
    "total", "fresh", "callable", "waiting", "callbacks_due", "callbacks_late", "leased", "assigned", "to_decide", "done",
    "exhausted", "blocked", "interviews", "interviews_refused", "offers_accepted", "offers_refused", "to_export", "quota_full",
)  # fmt: skip


def line(campaign: str, organisme: str = "311", state: str = "open", ends: Any = None, **figures: Any) -> CampaignLine:
    counts = {name: figures.pop(name, 0) for name in COUNTS}
    return CampaignLine(campaign, organisme, state, **counts, regime="service", priority=1, ends=ends, **figures)


def agent(login: str, name: str, minutes: float | None, **values: Any) -> AgentLine:
    """`minutes` since the last contact."""
    told: dict[str, Any] = {
        "team": "Toulouse", "device": UUID(int=len(login) * 1000 + ord(login[-1])), "work_state": "available", "state_since": NOON - timedelta(minutes=20),
        "leased": 40, "callbacks_due": 2, "calls_today": 34, "interviews_today": 12, "pending": 0, "oldest_pending_at": None, "clock_offset": 0.4,
    }  # fmt: skip
    told |= values
    seen = None if minutes is None else NOON - timedelta(minutes=minutes)
    return AgentLine(login=login, name=name, last_contact_at=seen, **told)


VIEW = BoardView(
    NOON,
    (
        line("MTDENTS", total=1906, fresh=410, callable=612, waiting=80, callbacks_due=22, leased=140, done=820, exhausted=90, blocked=24,
             interviews=640, interviews_refused=130, offers_accepted=402, offers_refused=160, in_field=3, unreached=66,
             stops={"opted_out": 17, "opposition": 4, "deceased": 3}, ends=(date(2026, 12, 4), date(2026, 12, 6))),
        line("GRIPPE", "331", total=1120, fresh=200, callable=518, waiting=31, callbacks_due=19, callbacks_late=5, leased=96, to_decide=3, done=300,
             exhausted=60, blocked=9, interviews=210, interviews_refused=70, offers_accepted=120, offers_refused=60, unreached=41,
             stops={"opted_out": 9}),
        line("PS_TELESERVICES", "331", "paused", total=402, callable=154, leased=30, done=190, interviews=170, offers_accepted=90),
        replace(line("SATISFACTION", "331", total=900, fresh=310, callable=220, waiting=97, leased=40, done=207), regime="study", exhausted=None,
                blocked=None, interviews=None, interviews_refused=None, offers_accepted=None, offers_refused=None, unreached=None, to_export=None),
    ),
    (
        agent("a1", "Camille Rivière", 49, work_state="available", pending=3, oldest_pending_at=NOON - timedelta(hours=2)),
        agent("a2", "Sacha Loriot", 0.1, work_state="on_call"),
        agent("a3", "Dominique Verdier", 1, work_state="pause", clock_offset=-420.0),
        agent("a4", "Yann Lemoine", 2880, work_state=None, leased=18, calls_today=0, interviews_today=0, pending=None),
        agent("a5", "Alix Moreau", None, device=None, leased=0, work_state=None, calls_today=0, interviews_today=0, pending=None, callbacks_due=0),
    ),
    (
        Todo("flagged", "GRIPPE", "stale_lease", 2, NOON - timedelta(days=1)),
        Todo("quarantined", "GRIPPE", "invalid", 1, NOON - timedelta(hours=3)),
        Todo("incident", "MTDENTS", "distress", 1, NOON - timedelta(minutes=8)),
        Todo("missed_callback", "GRIPPE", "held", 4, NOON - timedelta(minutes=55)),
        Todo("missed_callback", "GRIPPE", "team", 1, NOON - timedelta(hours=2)),
        Todo("called_in", "MTDENTS", "", 2, NOON - timedelta(hours=5)),
        Todo("given_back", "MTDENTS", "CONF", 2, NOON - timedelta(hours=4)),
    ),
)  # fmt: skip
CASES = tuple(
    CaseLine("GRIPPE", UUID(int=100 + at), f"L-{at:04}", "331", "done" if at == 3 else "callback", "RDV", NOON, NOON, "a1", "a1" if at < 2 else None, None)
    for at in range(6)
)  # fmt: skip
SYMBOLS = {"I": 320, "P": 12, "R": 96, "NC": 210, "O": 14, "UH": 40, "UR": 0, "UO": 22, "NE": 8}
FIGURES = campaign_figures.CampaignView(
    NOON, "GRIPPE", "Vaccination antigrippale", "service", "open", 2, ("331",),
    tuple(campaign_figures.Step(name, count) for name, count in zip(
        ("imported", "callable", "attempted", "reached", "notice_read", "interview_accepted", "offer_accepted"), (1120, 980, 760, 510, 470, 332, 201), strict=True)),
    SYMBOLS, Fraction(652, 660),
    (
        *(campaign_figures.Rate(f"RR{at}", "(I + P) / ((I + P) + (R + NC + O) + (UH + UR + UO))", Fraction(332, 714)) for at in range(1, 7)),
        campaign_figures.Rate("REF1", "R / ((I + P) + (R + NC + O) + (UH + UR + UO))", Fraction(96, 714)), campaign_figures.Rate("CON1", "(I + P + R + O) / 0", None),
    ),
    campaign_figures.Progress(Fraction(3, 4), Fraction(1, 3), Fraction(1, 10), Fraction(1, 50)),
    tuple(campaign_figures.HourLine(hour, {"TERM": 20 + hour, "NRP": 60 - hour, "REF_D": 9, "RDV": 5}) for hour in range(10, 20)),
    (), campaign_figures.Pace(Fraction(47, 2), Fraction(1, 2), Fraction(33, 100), (date(2026, 12, 9), date(2026, 12, 11), date(2026, 12, 14)), date(2026, 12, 31)),
    (campaign_figures.QuotaLine("65 ans et plus", 200, 120, Fraction(9), 9), campaign_figures.QuotaLine("Moins de 65 ans", 100, None, None, None), campaign_figures.QuotaLine("18 à 34 ans", 25, 25, Fraction(3), 0, 41)),
)  # fmt: skip


AUTHORISATIONS = (
    AuthorisationLine("a1", "Camille Rivière", "agent", None, None, "La directrice", NOON, None, None, None, NOON, "Toulouse"),
    AuthorisationLine("a2", "Sacha Loriot", "agent", "GRIPPE", "331", "La directrice", NOON, datetime(2026, 12, 5, tzinfo=UTC), None, None, NOON, "Toulouse"),
    AuthorisationLine("a5", "Alix Moreau", "agent", None, None, None, None, None, None, None, None),
    AuthorisationLine("s1", "Jo Perrin", "supervisor", None, None, None, None, None, None, None, None, "Toulouse"),
)  # fmt: skip


class Board:
    def __init__(self) -> None:
        self.answer: BoardView | Exception = VIEW
        self.rows: tuple[CaseLine, ...] = CASES
        self.asked: list[tuple[Any, ...]] = []

    def refresh(self) -> BoardView:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def cases(self, campaign: str | None, organisme: str | None, figure: str, login: str | None = None) -> tuple[CaseLine, ...]:
        self.asked.append((campaign, figure, login))
        return self.rows

    def find(self, reference: str) -> tuple[CaseLine, ...]:
        self.asked.append(("find", reference))
        return tuple(row for row in self.rows if row.row_ref == reference)

    def health(self) -> Health:
        return Health(4, 2, 12_408, 96_310, 0.01, 0.05, 3, timedelta(hours=2), 2, 1, 138, 9)


class Figures:
    view = FIGURES

    def campaigns(self) -> tuple[str, ...]:
        return ("GRIPPE", "MTDENTS")

    def read(self, campaign: str, organisme: str | None = None) -> campaign_figures.CampaignView:
        return self.view


class Steering:
    """A run takes `portions` steps of ten; it hears whether to go on after each."""

    def __init__(self) -> None:
        self.done: list[tuple[steering.Act, str]] = []
        self.sent: list[tuple[str, str | None, str | None]] = []
        self.portions = 3
        self.refusal: KnownError | None = None
        self.unseen: KnownError | None = None
        self.between: Callable[[], None] = lambda: None
        self.events: tuple[steering.Waiting, ...] = (
            steering.Waiting(UUID(int=1), "flagged", "stale_lease", "call_ended", "GRIPPE", UUID(int=100), "L-0000", "a1", NOON - timedelta(days=1)),
            steering.Waiting(UUID(int=2), "quarantined", "invalid", "note_written", "GRIPPE", UUID(int=101), "L-0001", "a2", NOON, "invalid"),
            steering.Waiting(UUID(int=3), "flagged", "after_close", "authorisation_withdrawn", "GRIPPE", UUID(int=102), "L-0002", "a2", NOON, "", "wish"),
        )  # fmt: skip

        self.asked: tuple[steering.Slip, ...] = (
            steering.Slip(UUID(int=11), "GRIPPE", "331", UUID(int=103), "L-0103", "phone", "a1", NOON - timedelta(hours=3), NOON - timedelta(hours=2), "slip"),
            steering.Slip(UUID(int=12), "MTDENTS", "311", UUID(int=104), "L-0104", "sms", "a2", NOON - timedelta(hours=1), NOON, "heard_wrong"),
        )  # fmt: skip

    def preview(self, act: steering.Act) -> steering.Preview:
        if self.unseen is not None:
            raise self.unseen
        promise = steering.Promise(UUID(int=100), "L-0000", "GRIPPE", NOON + timedelta(hours=2), True, "a4")
        return steering.Preview(18, 16, 1, (promise,) if isinstance(act, steering.Release) else ())

    def run(self, act: steering.Act, reason: str, course: steering.Course) -> steering.Done:
        if self.refusal is not None:
            raise self.refusal
        for portion in range(1, self.portions + 1):
            self.between()
            if not course(portion * 10, self.portions * 10):
                return steering.Done(UUID(int=9), portion * 10, stopped=True)
        self.done.append((act, reason))
        return steering.Done(UUID(int=9), self.portions * 10)

    def waiting(self, campaign: str | None = None) -> tuple[steering.Waiting, ...]:
        return self.events

    def slips(self) -> tuple[steering.Slip, ...]:
        return self.asked

    def organismes(self) -> Mapping[str, tuple[str, ...]]:
        return {"GRIPPE": ("331",), "MTDENTS": ("311",)}

    def decisions(self, days: int = 30) -> tuple[steering.Decision, ...]:
        return (steering.Decision(UUID(int=5), NOON - timedelta(hours=5), "s1", "release", "Arrêt de travail", None, 18),)

    def colleagues(self) -> tuple[steering.Colleague, ...]:
        return (
            steering.Colleague("a1", "Camille Rivière", "Toulouse", ("en",)),
            steering.Colleague("a2", "Sacha Loriot", "Toulouse", ("en", "ar")),
        )

    def send(self, text: str, *, person: str | None = None, team: str | None = None, until: datetime | None = None) -> UUID:
        if self.refusal is not None:
            raise self.refusal
        self.sent.append((text, person, team))
        return UUID(int=7)

    def messages(self, days: int = 7) -> tuple[steering.Sent, ...]:
        return (
            steering.Sent(
                UUID(int=7),
                "s1",
                "team",
                "Toulouse",
                "Réunion à 14 h dans la salle bleue.",
                NOON,
                NOON + timedelta(hours=6),
                6,
                4,
            ),
        )


class Quality:
    def __init__(self) -> None:
        self.reviews: list[tuple[str, Mapping[str, str], str]] = []
        self.opened: list[str] = []

    def sample(self, campaign: str | None = None, login: str | None = None) -> tuple[quality.SampleLine, ...]:
        marks = next((marks for code, marks, _ in self.reviews if code == "GRIPPE"), None)
        by = "s1" if marks is not None else None
        return (
            quality.SampleLine("GRIPPE", UUID(int=200), "L-0200", "a1", 3, NOON, "TERM", 312, NOON if by else None, by, marks),
            quality.SampleLine(
                "MTDENTS",
                UUID(int=201),
                "L-0201",
                "a2",
                20,
                NOON,
                "TERM",
                128,
                NOON,
                "s1",
                dict.fromkeys(quality.GRID, "good"),
                "Très clair.",
            ),
        )

    def coverage(self) -> tuple[quality.Coverage, ...]:
        return (quality.Coverage("GRIPPE", "a1", 44, 7, 5), quality.Coverage("MTDENTS", "a2", 30, 6, 6))

    def review(self, campaign: str, case_id: UUID, marks: Mapping[str, str], remark: str = "") -> None:
        self.reviews.append((campaign, marks, remark))

    def open_record(self, case_id: UUID, reason: str) -> quality.Record:
        self.opened.append(reason)
        history = (quality.HistoryLine(NOON - timedelta(days=1), "call_ended", "a1", "NRP", "flagged", "restored"),)
        return quality.Record(
            "GRIPPE",
            case_id,
            "L-0000",
            "331",
            "callback",
            "NRP",
            {"nom": "Moulin", "prenom": "Amélie"},
            history,
        )


class Auditing:
    def __init__(self) -> None:
        self.breaks: tuple[Break, ...] = ()
        self.asked: list[tuple[str | None, str | None]] = []

    def log(self, since: datetime, until: datetime, *, login: str | None = None, reference: str | None = None) -> tuple[AccessLine, ...]:
        self.asked.append((login, reference))
        return (
            AccessLine(NOON, NOON, "a1", "record_opened", "GRIPPE", UUID(int=100), "L-0000", UUID(int=1), ()),
            AccessLine(
                NOON,
                NOON,
                "s1",
                "record_opened",
                "GRIPPE",
                UUID(int=100),
                "L-0000",
                None,
                (("reason", "réclamation"),),
            ),
        )

    def verify(self) -> ChainReport:
        return ChainReport(NOON, 12, 48211, self.breaks)

    def authorisations(self) -> tuple[AuthorisationLine, ...]:
        return AUTHORISATIONS


@dataclass(frozen=True, slots=True)
class Campaign:
    code: str
    regime: str = "service"


@dataclass(frozen=True, slots=True)
class Lot:
    number: int
    created_at: datetime = NOON
    created_by: str = "m1"
    recipient: str | None = "Service prévention"
    lines: int = 120
    sha256: str | None = "ab" * 32
    received_at: datetime | None = None
    rectified: int = 0


class Management:
    """An import answers with `report`; `stop` makes it hear that it must stop."""

    def __init__(self) -> None:
        self.report: ImportReport | None = None
        self.imports: list[tuple[str, bool]] = []
        self.written: list[tuple[Path, int | None]] = []
        self.received: list[int] = []
        self.between: Callable[[], None] = lambda: None

    def places(self) -> Places:
        return Places((Campaign("GRIPPE"),), {"331": "CPAM de la Gironde"})  # type: ignore[arg-type]

    def import_file(self, path: Path, campaign: str, organisme: str, *, dry_run: bool, course: Callable[[int], bool]) -> ImportReport:
        self.imports.append((path.name, dry_run))
        self.between()
        if not course(1000):
            raise ImportStopped
        from cnmas_desktop.services.contact_rows import Reject

        rejects = (
            Reject(4, "phone.bad", "Le numéro n'est pas un numéro français."),
            Reject(9, "row.empty", "La ligne est vide."),
        )
        return ImportReport(120, (), rejects, (), ("Commentaire",), (), dry_run)

    def write_rejects(self, path: Path, report: ImportReport) -> None:
        self.written.append((path, None))

    def lots(self, campaign: str, organisme: str) -> Lots:
        return Lots((Lot(2, rectified=3), Lot(1, received_at=NOON)), NextLot(41, 2, 5))  # type: ignore[arg-type]

    def export(
        self,
        campaign: str,
        organisme: str,
        path: Path,
        *,
        number: int | None = None,
        recipient: str | None = None,
        course: Callable[[int, int], bool],
    ) -> Any:
        from cnmas_desktop.services.exporting import ExportReport

        self.between()
        if not course(40, 120):
            raise ExportStopped
        self.written.append((path, number))
        return ExportReport(path, 120, number or 3, "ab" * 32)

    def receive(self, campaign: str, organisme: str, number: int) -> None:
        self.received.append(number)

    def authorisations(self) -> tuple[AuthorisationLine, ...]:
        return AUTHORISATIONS


@dataclass
class ScriptedRoom:
    """`kind`: which pages there are."""

    kind: str = "supervisor"
    board: Board = field(default_factory=Board)
    figures: Figures = field(default_factory=Figures)
    steering: Steering = field(default_factory=Steering)
    quality: Quality = field(default_factory=Quality)
    auditing: Auditing = field(default_factory=Auditing)
    management: Management = field(default_factory=Management)

    def now(self) -> datetime:
        return NOON

    def change_password(self, current: str, new: str) -> None:
        raise NotImplementedError


__all__ = ["CASES", "FIGURES", "NOON", "VIEW", "ScriptedRoom", "agent", "board", "line"]
