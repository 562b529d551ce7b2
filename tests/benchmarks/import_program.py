"""One import as a program of its own, so that its memory can be told. `URL FILE CAMPAIGN LOGIN:PASSWORD`; prints one JSON line."""

from datetime import date
import json
from pathlib import Path
import resource
import sys
import time

from cnmas_desktop.central.manager_gateway import ManagerGateway
from cnmas_desktop.domain.campaigns import catalogue
from cnmas_desktop.services.importing import import_file

url, path, code, who = sys.argv[1:]
login, _, password = who.partition(":")
campaign = next(one for one in catalogue() if one.code == code)
with ManagerGateway.sign_in(url, login, password) as gateway:
    began = time.perf_counter()
    report = import_file(gateway, Path(path), campaign, "691", dry_run=False, today=date(2026, 11, 23))
    seconds = time.perf_counter() - began
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "accepted": report.accepted, "peak": peak, "rejects": report.rejects[:3]}))
