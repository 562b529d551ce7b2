"""What the workstations of one version say to a centre, word for word, kept so that the centres of later versions are held to it.

Run once a release, with the code of that release and a demonstration centre: `python recorder.py URL LOGIN PASSWORD FOLDER CALLS`.
It signs an agent in, makes calls, syncs between them, ends the day, and prints the requests as `tests/data/protocol` keeps them. Whatever is
this centre's own (ids of cases, leases, telephones) is a name in braces, which `tests.operations.recorded` fills in again. Other than
the standard library it uses what every version has had: `bootstrap.workstation`, the desk, `AgentGateway._value`.
"""

import json
from pathlib import Path
from random import Random
import sys
from typing import Any

from cnmas_desktop.central.agent_gateway import AgentGateway
from cnmas_desktop.credentials import DemoKeyring
from cnmas_desktop.services.casebook import Casebook
from cnmas_desktop.services.sign_in import SignIn, Workstation
from cnmas_desktop.services.virtual_agent import VirtualAgent


class Recorder:
    """Stands before the one method through which every request of a workstation leaves."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self._names: dict[str, str] = {}
        ask = AgentGateway._value

        def asked(gateway: AgentGateway, query: Any, *arguments: Any) -> Any:
            answer = ask(gateway, query, *arguments)
            self._record(query, arguments, json.loads(answer) if query.endswith("::text") else answer)
            return answer

        AgentGateway._value = asked  # type: ignore[method-assign, assignment]

    def _record(self, query: str, arguments: tuple[Any, ...], answer: Any) -> None:
        if "agent." in query:
            said = [json.loads(one) if "hello" in query else self._plain(one) for one in arguments]
            if "hello" in query:
                self._names.setdefault(said[0]["device_id"], "{device}")
            self._name(query, answer)
            lines = [line["case_id"] for line in answer] if "check_out" in query or "renew" in query else []
            self.requests.append({"query": query, "arguments": said, "cases": lines})

    def _plain(self, value: Any) -> Any:
        """Events as objects: how they are written is no part of what they say."""
        if isinstance(value, list):
            return [json.loads(one) if isinstance(one, str) and one.startswith("{") else self._plain(one) for one in value]
        return value if isinstance(value, int) else str(value)

    def _name(self, query: str, answer: Any) -> None:
        if "check_out" in query or "renew" in query:
            for line in answer:
                number = len({name for name in self._names.values() if name.startswith("{case ")}) + 1
                name = self._names.setdefault(line["case_id"], f"{{case {number}}}")
                self._names.setdefault(line["lease_id"], name.replace("case", "lease"))
        elif "fetch(" in query:
            for payload in answer:
                for place, phone in enumerate(payload["phones"], 1):
                    name = self._names[payload["case_id"]].replace("case", f"phone {place} of case")
                    self._names.setdefault(phone["id"], name)

    def text(self) -> str:
        said = "\n".join(json.dumps(one, ensure_ascii=False, sort_keys=True) for one in self.requests)
        for own, name in self._names.items():
            said = said.replace(own, name)
        return said


def main(url: str, login: str, password: str, folder: str, calls: str) -> None:
    home = Path(folder)
    recorder = Recorder()
    session: Any = SignIn(url, Workstation(home, DemoKeyring(home))).sign_in(login, password)
    session.sign_undertaking()
    session.syncer.run()
    agent = VirtualAgent(session.desk, Casebook(session.database.main), Random(7))
    for _ in range(int(calls)):
        agent.call()
        session.syncer.run()
        if session.syncer.state.problem is not None:
            raise session.syncer.state.problem
    session.close()
    print(recorder.text())


if __name__ == "__main__":
    main(*sys.argv[1:])
