"""Days of workstations of earlier versions, recorded as they were said (`tests.operations.recorder`), and said again to another centre.

Kept from the record: every request, its order, its keys and the bodies of its events. Made anew: what belongs to a centre (the names in
braces, an event's lease and campaign) or to a moment (instants, ids, and with them the hashes that chain a device's events).
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
import json
from pathlib import Path
import re
from typing import Any
from uuid import UUID, uuid4

from cnmas_desktop.central.agent_gateway import AgentGateway
from cnmas_desktop.domain.events import canonical, digest, instant_text
from cnmas_desktop.messages import KnownError

RECORDS = Path(__file__).parents[1] / "data" / "protocol"
GENERATIONS = tuple(sorted(int(path.stem) for path in RECORDS.glob("*.jsonl")))
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
NAME = re.compile(r"\{(device|case \d+|lease \d+|phone \d+ of case \d+)\}")


class RecordedDay:
    """One recorded day said by one agent on a device of its own; what is left of its cases is given back."""

    def __init__(self, generation: int, gateway: AgentGateway) -> None:
        text = (RECORDS / f"{generation}.jsonl").read_text(encoding="utf-8")
        self._requests: list[dict[str, Any]] = [json.loads(line) for line in text.splitlines()]
        self._gateway = gateway
        self._device = str(uuid4())
        self._lines: dict[str, Mapping[str, Any]] = {}
        self._unnamed: list[Mapping[str, Any]] = []
        self._phones: dict[str, list[str]] = {}
        self._timeline, self._before = "", ""
        self.hellos: list[Mapping[str, Any]] = []
        self.answers: list[Mapping[str, Any]] = []
        self.reconciled: Mapping[str, Any] = {}
        self.busy = 0

    def play(self, pause: Callable[[], object]) -> None:
        """`pause`: between two requests, when a workstation has its own work to do."""
        for request in self._requests:
            pause()
            query, said = request["query"], json.loads(NAME.sub(self._own, json.dumps(request["arguments"])))
            if "check_out" in query:
                said[1] = max(said[1], len(request["cases"]))  # there, a person's second case came with the first
            self._heed(query, self._ask(query, list(self._arguments(query, said))))
        self._gateway.check_in(UUID(self._device), [UUID(line["case_id"]) for line in (*self._lines.values(), *self._unnamed)])

    def _ask(self, query: str, arguments: list[Any]) -> Any:
        while True:
            try:
                answer = self._gateway._value(query, *arguments)
                return json.loads(answer) if query.endswith("::text") else answer
            except KnownError as error:
                if error.code != "centre.busy":
                    raise
                self.busy += 1  # a workstation comes back, and says the same

    def _arguments(self, query: str, said: list[Any]) -> Iterator[Any]:
        if "hello" in query:
            yield json.dumps({**said[0], "timeline": self._timeline or None})
        elif "push" in query:
            yield said[0]
            sealed = {event["seq"]: self._seal(event) for event in sorted(said[1], key=lambda one: one["seq"])}
            yield [sealed[event["seq"]] for event in said[1]]
        elif "fetch_campaign" in query:
            yield from ("ESSAI", "1")
        else:
            yield from said

    def _seal(self, event: dict[str, Any]) -> str:
        line = next((line for line in self._lines.values() if line["case_id"] == event["case"]), None)
        since = datetime.now(UTC) - datetime.fromisoformat(event["at"])
        later = INSTANT.sub(lambda told: instant_text(datetime.fromisoformat(told[0]) + since), json.dumps(event))
        anew = {"id": str(uuid4()), "prev": self._before}
        if line is not None:
            anew |= {key: line[key] for key in ("campaign", "version", "epoch")}
        text = canonical({**json.loads(later), **anew})
        self._before = digest(text)
        return text

    def _heed(self, query: str, answer: Any) -> None:
        if "hello" in query:
            self.hellos.append(answer)
            self._timeline = answer["timeline"]
        elif "push" in query:
            self.answers += answer
        elif "reconcile" in query:
            self.reconciled = answer
        elif "check_out" in query:
            self._unnamed += answer
        elif "fetch(" in query:
            self._phones |= {payload["case_id"]: [phone["id"] for phone in payload["phones"]] for payload in answer}

    def _own(self, found: "re.Match[str]") -> str:
        """What a name of the record stands for here. A case is any that was leased; its first telephone stands for what it has not."""
        kind, *number = found[1].split()
        if kind == "device":
            return self._device
        case = f"case {number[-1]}"
        if case not in self._lines:
            self._lines[case] = self._unnamed.pop(0)
        line = self._lines[case]
        return str({"case": line["case_id"], "lease": line["lease_id"]}.get(kind) or self._phones[line["case_id"]][0])
