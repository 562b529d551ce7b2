"""A centre's own file of organismes: read whole, or refused in one sentence that names what is wrong."""

from pathlib import Path

import pytest

from cnmas_desktop.messages import KnownError
from cnmas_desktop.services import organisme_files

NUMBERS = '[public_numbers]\ninsured = "36 46"\nprofessional = "numéro indiqué"\nemployer = "numéro indiqué"\n'
AIN = """
[[organismes]]
code = "011"
name = "CPAM de l'Ain"
spoken = "la CPAM de l'Ain"
spoken_of = "de la CPAM de l'Ain"
rights_address = "Directeur de la CPAM de l'Ain"
zone = "Europe/Paris"
"""


def test_a_file_of_the_same_form_gives_what_the_centre_keeps(tmp_path: Path) -> None:
    file = tmp_path / "organismes.toml"
    file.write_text(NUMBERS + AIN, encoding="utf-8")
    assert organisme_files.read(file)["011"].keys() == organisme_files.shipped()["011"].keys()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("organismes = 3\n" + NUMBERS, "aucun organisme"),
        ("organismes = [1, 2]\n" + NUMBERS, "organisme 1"),
        (NUMBERS + AIN.replace('zone = "Europe/Paris"', ""), "il manque zone"),
        (NUMBERS + AIN.replace('"011"', '"¹²³"'), "trois chiffres"),
        (NUMBERS + AIN.replace("Europe/Paris", "Europe/Lutèce"), "fuseau"),
        (NUMBERS + AIN.replace("la CPAM", "la CPAM " * 40), "200"),
        (NUMBERS.replace('employer = "numéro indiqué"\n', "") + AIN, "employer"),
        (AIN, "public_numbers"),
        (NUMBERS + AIN + AIN, "deux fois"),
        (NUMBERS + AIN.replace('"011"', '"999"'), "ne le connaissent pas"),
    ],
)
def test_what_is_wrong_in_a_file_is_one_sentence(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "organismes.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(KnownError, match=reason) as refused:
        organisme_files.read(file)
    assert refused.value.code == "organisme.invalid"
    assert "organismes.toml" in str(refused.value)
