"""An organisme's file, from its bytes to the queue: rows a second, and how much memory a file five times as long takes."""

from csv import writer
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks import centre as scene
from tests.benchmarks import programs
from tests.benchmarks.measure import Aim, Book
from tests.central_server import PASSWORD, Centre

HEADER = ("Référence", "N° Sécurité Sociale", "Nom", "Prénom", "Date de naissance", "Adresse", "Code postal", "Ville", "Téléphone", "Mail", "Vaccination antigrippale")  # fmt: skip


def write_file(path: Path, first: int, rows: int) -> None:
    """People `first` and following, none of whom exists, as a French Excel writes them."""
    with path.open("w", encoding="cp1252", newline="") as file:
        out = writer(file, delimiter=";")
        out.writerow(HEADER)
        for number in range(first, first + rows):
            months, serial = divmod(number, 1000)
            years, month = divmod(months, 12)
            born = date(1925 + years % 70, month + 1, 1) + timedelta(days=number % 28)
            body = f"{1 + (years // 70) % 2}{born:%y%m}99999{serial:03}"
            nir = f"{body}{97 - int(body) % 97:02}"
            phone = f"01 99 00 {number % 10_000 // 100:02} {number % 100:02}"
            out.writerow((f"R-{number:06}", nir, "Zéphirin", "Aldegonde", f"{born:%d/%m/%Y}", f"{number % 90} rue des Essais", "01000", "Trifouilly", phone, f"p{number}@example.org", "non"))  # fmt: skip


def measure(book: Book) -> None:
    short, long = book.size(20_000, 200), book.size(100_000, 400)
    with TemporaryDirectory(prefix="cnmas-bench-") as name, scene.server() as running:
        centre = running.clone()
        centre.load_organisme("691")
        code = centre.load_campaign("GRIPPE")
        files = Path(name)
        sizes = [short] * book.rounds + [long]
        starts = [sum(sizes[:place]) for place in range(len(sizes))]
        for place, (start, size) in enumerate(zip(starts, sizes, strict=True)):
            write_file(files / f"{place}.csv", start, size)
        peaks: list[float] = []
        turn = iter(range(book.rounds))

        def ours() -> float:
            path = files / f"{next(turn)}.csv"
            seconds, peak = _import(centre, path, code, short)
            peaks.append(peak)
            return short / seconds

        def limit() -> float:
            told = programs.tells("tests.benchmarks.limits.bare_import", centre.server.info.url, str(files / "0.csv"), _secret(centre))
            return short / float(told["seconds"])

        limits, rates = book.alternate(limit, ours)
        book.add("import.rate", "rows/s", Aim("≥ 12,000 rows/s, checked and deduplicated", at_least=12_000), limits, rates)
        seconds, peak = _import(centre, files / f"{book.rounds}.csv", code, long)
        book.add(f"import.rate_{long}", "rows/s", Aim("≥ 12,000 rows/s", at_least=12_000), [median(limits)], [long / seconds])
        book.add("import.memory", "MiB", Aim("≤ 1.5× for five times the rows", ratio_at_most=1.5), peaks[-1:], [peak])


def _secret(centre: Centre) -> str:
    return f"{centre.server.info.user}:{centre.server.info.password}"


def _import(centre: Centre, path: Path, code: str, rows: int) -> tuple[float, float]:
    """Seconds and the program's peak in MiB; every row must be accepted."""
    told = programs.tells("tests.benchmarks.import_program", centre.url, str(path), code, f"{centre.manager.login}:{PASSWORD}")
    assert told["accepted"] == rows, told
    return told["seconds"], told["peak"]
