"""The supervisor's ports at a centre, one short connection for each question (decision 16)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from cnmas_desktop.domain.centre_days import day_of, last_day
from cnmas_desktop.domain.pace import expected_end
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.board import AgentLine, BoardView, CampaignLine, CaseLine, Todo
from cnmas_desktop.services.figures_reading import view_of
from cnmas_desktop.services.health import Health, health_of
from cnmas_desktop.services.quality import Coverage, HistoryLine, Record, SampleLine
from cnmas_desktop.services.steering import (
    Act,
    CancelSlips,
    Close,
    Colleague,
    Course,
    Decide,
    Decision,
    Done,
    Preview,
    Promise,
    Release,
    Reopen,
    Sent,
    SetPriority,
    SetQuota,
    SetState,
    Share,
    Slip,
    TakeBack,
    Waiting,
)

if TYPE_CHECKING:
    from cnmas_desktop.central.auditor_gateway import AuditorGateway
    from cnmas_desktop.central.connection import Connection
    from cnmas_desktop.central.supervisor_gateway import SupervisorGateway
    from cnmas_desktop.services.campaign_figures import CampaignView

PORTION = 500
"""Cases touched between two chances to stop."""
_PORTIONS = {"decide": 25, "cancel_slip": 25}
"""Of acts whose every line is folded into a case."""
_AGENT = tuple(one.name for one in fields(AgentLine))
_PACE_FOR = timedelta(minutes=5)
"""The pace of days changes slowly: the expected ends on the board are computed anew so often."""


class Line:
    """How a member of staff reaches the centre. `password` is asked for each time: the person may change it in between; `heard` is told the
    centre's clock each time."""

    def __init__(
        self,
        centre_url: str,
        login: str,
        password: Callable[[], str],
        heard: Callable[[datetime], None] = lambda _at: None,
    ) -> None:
        self._url, self._login, self._password, self._heard = centre_url, login, password, heard

    @contextmanager
    def supervisor(self, *, standby: bool = False) -> Iterator["SupervisorGateway"]:
        """`standby`: on a standby of the address if there is one, to read what notes no access."""
        from cnmas_desktop.central.supervisor_gateway import SupervisorGateway

        with self._entered(standby=standby) as connection:
            yield SupervisorGateway(connection)

    @contextmanager
    def auditor(self) -> Iterator["AuditorGateway"]:
        from cnmas_desktop.central.auditor_gateway import AuditorGateway

        with self._entered() as connection:
            yield AuditorGateway(connection)

    @contextmanager
    def _entered(self, *, standby: bool = False) -> Iterator["Connection"]:
        from cnmas_desktop.central.entrance import enter

        entered = enter(self._url, self._login, self._password(), standby=standby)
        self._heard(entered.at)
        try:
            with confirmed():
                yield entered.connection
        finally:
            entered.connection.close()


@contextmanager
def confirmed() -> Iterator[None]:
    """Once a centre was entered: KnownError `centre.unconfirmed` where it is lost, since what it was asked may be done or not."""
    try:
        yield
    except KnownError as error:
        if error.code in ("centre.unreachable", "centre.timeout"):
            raise KnownError("centre.unconfirmed") from None
        raise


class CentreBoard:
    """`LiveBoard` at a centre. `standby`: the board itself, asked for every few seconds, is read on a standby."""

    def __init__(self, line: Line, *, standby: bool = False) -> None:
        self._line, self._standby = line, standby
        self._paces: dict[str, list[int]] = {}
        self._paces_due, self._paces_at = True, datetime.min.replace(tzinfo=UTC)

    def refresh(self) -> BoardView:
        # Who reads the primary moves the counts on, who reads a standby can only add them up: so it is the primary's turn now and then.
        with self._line.supervisor(standby=self._standby and not self._paces_due) as gateway:
            told = gateway.board()
            as_of = datetime.fromisoformat(told["as_of"])
            if self._paces_due:
                self._paces, self._paces_at = gateway.paces(), as_of
        self._paces_due = as_of - self._paces_at > _PACE_FOR
        lines = told["campaigns"]
        open_cases: dict[str, int] = {}
        for one in lines:
            left = one["total"] - sum(one[name] or 0 for name in ("done", "exhausted", "blocked"))
            open_cases[one["campaign"]] = open_cases.get(one["campaign"], 0) + left
        ends = {code: expected_end(left, self._paces.get(code, []), day_of(as_of)) for code, left in open_cases.items()}
        return BoardView(
            as_of,
            tuple(_campaign_line(one, ends[one["campaign"]]) for one in lines),
            tuple(AgentLine(**_typed(dict(zip(_AGENT, one, strict=True)))) for one in told["agents"]),
            tuple(Todo(**_typed(one)) for one in told["todo"]),
        )

    def cases(self, campaign: str | None, organisme: str | None, figure: str, login: str | None = None) -> tuple[CaseLine, ...]:
        with self._line.supervisor() as gateway:
            return tuple(CaseLine(*row) for row in gateway.cases_behind(campaign, organisme, figure, login))

    def health(self) -> Health:
        with self._line.supervisor() as gateway:
            return health_of(gateway.metrics())

    def find(self, reference: str) -> tuple[CaseLine, ...]:
        with self._line.supervisor() as gateway:
            return tuple(CaseLine(*row) for row in gateway.find_cases(reference))


class CentreFigures:
    """`CampaignFigures` at a centre."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def campaigns(self) -> tuple[str, ...]:
        with self._line.supervisor() as gateway:
            return gateway.own_campaigns()

    def read(self, campaign: str, organisme: str | None = None) -> "CampaignView":
        with self._line.supervisor() as gateway:
            told = gateway.campaign_page(campaign, organisme)
        return view_of(campaign, told)


class CentreSteering:
    """`Steering` at a centre."""

    def __init__(self, line: Line, portion: int = PORTION) -> None:
        self._line, self._portion = line, portion

    def preview(self, act: Act) -> Preview:
        with self._line.supervisor() as gateway:
            told = gateway.preview(*named(act))
        promises = tuple(Promise(**_typed(one)) for one in told["promises"])
        return Preview(told["cases"], told["people"], told["live"], promises)

    def run(self, act: Act, reason: str, course: Course) -> Done:
        kind, rule = named(act)
        with self._line.supervisor() as gateway:
            total = gateway.preview(kind, rule)["cases"]
            decision = gateway.decide(kind, rule, reason)
            done = 0
            try:
                while touched := gateway.carry_out(decision, min(self._portion, _PORTIONS.get(kind, self._portion))):
                    done += touched
                    if not course(done, max(total, done)):
                        return Done(decision, done, stopped=done < total)
            except KnownError:
                if done == 0:
                    raise
                raise KnownError("steering.interrupted", count=done) from None
        return Done(decision, done)

    def waiting(self, campaign: str | None = None) -> tuple[Waiting, ...]:
        with self._line.supervisor() as gateway:
            return tuple(Waiting(*row) for row in gateway.waiting(campaign))

    def slips(self) -> tuple[Slip, ...]:
        with self._line.supervisor() as gateway:
            return tuple(Slip(*row) for row in gateway.slips())

    def organismes(self) -> Mapping[str, Sequence[str]]:
        with self._line.supervisor() as gateway:
            return gateway.organismes()

    def decisions(self, days: int = 30) -> tuple[Decision, ...]:
        with self._line.supervisor() as gateway:
            return tuple(Decision(*row) for row in gateway.decisions(days))

    def colleagues(self) -> tuple[Colleague, ...]:
        with self._line.supervisor() as gateway:
            return tuple(Colleague(login, name, team, tuple(skills)) for login, name, team, skills in gateway.colleagues())

    def send(self, text: str, *, person: str | None = None, team: str | None = None, until: datetime | None = None) -> UUID:
        with self._line.supervisor() as gateway:
            return gateway.send_message(text, person=person, team=team, until=until)

    def messages(self, days: int = 7) -> tuple[Sent, ...]:
        with self._line.supervisor() as gateway:
            return tuple(Sent(*row) for row in gateway.messages(days))


class CentreQuality:
    """`Quality` at a centre."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def sample(self, campaign: str | None = None, login: str | None = None) -> tuple[SampleLine, ...]:
        with self._line.supervisor() as gateway:
            return tuple(SampleLine(*row) for row in gateway.quality_sample(campaign, login))

    def coverage(self) -> tuple[Coverage, ...]:
        with self._line.supervisor() as gateway:
            return tuple(Coverage(*row) for row in gateway.quality_coverage())

    def review(self, campaign: str, case_id: UUID, marks: Mapping[str, str], remark: str = "") -> None:
        with self._line.supervisor() as gateway:
            gateway.review(campaign, case_id, marks, remark)

    def open_record(self, case_id: UUID, reason: str) -> Record:
        with self._line.supervisor() as gateway:
            told = gateway.open_record(case_id, reason)
        history = tuple(HistoryLine(**_typed(one)) for one in told.pop("history"))
        return Record(**_typed(told), history=history)


def named(act: Act) -> tuple[str, dict[str, Any]]:
    """The act as the centre names it, and its rule."""
    match act:
        case Share():
            return "share", {
                "campaign": act.campaign, "to": list(act.to), "count": act.count, "organisme": act.organisme,
                "department": act.department, "language": act.language, "conversions": act.conversions,
            }  # fmt: skip
        case TakeBack():
            return "take_back", {"login": act.login, "campaign": act.campaign}
        case Release():
            return "release_now" if act.now else "release", {"login": act.login}
        case SetState():
            return "set_state", {"campaign": act.campaign, "state": act.state}
        case SetPriority():
            return "set_priority", {"campaign": act.campaign, "rank": act.rank}
        case SetQuota():
            return "set_quota", {"campaign": act.campaign, "cell": act.cell, "target": act.target}
        case Decide():
            return "decide", {"ids": [str(one) for one in act.ids], "keep": act.keep}
        case Reopen():
            return "reopen", {"case_id": str(act.case_id)}
        case Close():
            return "close", {"case_id": str(act.case_id)}
        case CancelSlips():
            return "cancel_slip", {"ids": [str(one) for one in act.ids]}


def _campaign_line(told: Mapping[str, Any], ends: tuple[date, date, date] | None) -> CampaignLine:
    """`ends`: the first, the likely and the last day expected."""
    line = CampaignLine(**_typed(told), ends=(ends[0], ends[2]) if ends else None)
    return replace(line, late=ends is not None and line.closes_at is not None and ends[1] > last_day(line.closes_at))


def _typed(told: Mapping[str, Any]) -> dict[str, Any]:
    """JSON of the centre as values: `*_at`, `at` and `*_since` are instants, `device` and `case_id` are ids."""
    return {key: _value(key, value) for key, value in told.items()}


def _value(key: str, value: Any) -> Any:
    if value is None:
        return None
    if key == "at" or key.endswith(("_at", "_since")):
        return datetime.fromisoformat(value)
    return UUID(value) if key in {"device", "case_id"} else value
