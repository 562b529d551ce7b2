"""What the person says, read: an answer to a question of a study, and the proof that it is the person."""

from collections.abc import Mapping
from datetime import date
import re

from cnmas_desktop.domain.campaign import Campaign, Question, QuestionKind
from cnmas_desktop.domain.fields import FIELDS, Kind
from cnmas_desktop.domain.spelling import letters, plain
from cnmas_desktop.messages import KnownError

MAX_TEXT = 500
_MARK = re.compile("[0-9]|10")


def read_answer(question: Question, answer: object) -> int | str | list[str] | None:
    """The stored value of an answer typed or chosen: a number for scales, a code, a list of codes, a text; None for none.

    `answer`: a text (codes separated by commas or spaces for several choices), a number or a list.
    KnownError `question.answer_invalid` when it is not an answer to this question.
    """
    parts = [str(part) for part in answer] if isinstance(answer, (list, tuple)) else re.split(r"[,\s]+", str(answer).strip())
    parts = [part for part in parts if part]
    if not parts:
        if question.required:
            raise KnownError("question.answer_required")
        return None
    codes = [choice.code for choice in question.choices]
    match question.kind:
        case QuestionKind.SCALE | QuestionKind.NPS:
            lowest = 1 if question.kind is QuestionKind.SCALE else 0
            if len(parts) == 1 and _MARK.fullmatch(parts[0]) and int(parts[0]) >= lowest:
                return int(parts[0])
        case QuestionKind.CHOICE:
            if len(parts) == 1 and parts[0] in codes:
                return parts[0]
        case QuestionKind.MULTI:
            if set(parts) <= set(codes):
                return [code for code in codes if code in parts]
        case QuestionKind.TEXT:
            text = str(answer).strip()
            if len(text) <= MAX_TEXT:
                return text
    raise KnownError("question.answer_invalid")


def identity_matches(campaign: Campaign, contact_fields: Mapping[str, str], typed: Mapping[str, str]) -> bool:
    """Does what the person said agree with the file? The typed values are compared and forgotten.

    `contact_fields`: stored values (dates ISO). `typed`: by field name, for every compared check of the campaign whose field the
    file holds; where it holds none of them nothing can be proved: False. Case, accents, spaces and punctuation do not matter;
    dates in the usual spellings, `9/12/84`, `09 12 1984`, `9 décembre 1984`, `1984-12-09`.
    """
    asked = [check.field for check in campaign.identity if check.compared and contact_fields.get(check.field)]
    return bool(asked) and all(_agrees(name, contact_fields[name], typed.get(name, "")) for name in asked)


def second_check_matches(campaign: Campaign, contact_fields: Mapping[str, str], typed: str) -> bool:
    """Does what the person said agree with every one of the campaign's `reveal_checks`? An address may be said with or without
    its postal code and town, in full or abbreviated; without anything on file nothing can be proved: False."""
    asked = [check.field for check in campaign.reveal_checks if check.compared]
    return bool(asked) and all(_agrees_again(name, contact_fields, typed) for name in asked)


def _agrees_again(name: str, contact_fields: Mapping[str, str], typed: str) -> bool:
    stored = contact_fields.get(name, "")
    if FIELDS[name].kind is not Kind.ADDRESS:
        return bool(stored) and _agrees(name, stored, typed)
    street, code, town = (_words(value) for value in (stored, contact_fields.get("code_postal", ""), contact_fields.get("ville", "")))
    return bool(street) and _words(typed) in (street, street + code, street + town, street + code + town)


_SHORT = {
    "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard", "bvd": "boulevard", "r": "rue", "pl": "place",
    "ch": "chemin", "che": "chemin", "all": "allee", "rte": "route", "imp": "impasse", "sq": "square", "fg": "faubourg",
    "fbg": "faubourg", "res": "residence", "bat": "batiment", "lot": "lotissement", "st": "saint", "ste": "sainte", "dr": "docteur",
    "gal": "general", "mal": "marechal",
}  # fmt: skip
_LINKING = frozenset({"de", "du", "des", "la", "le", "les", "l", "d"})


def _words(text: str) -> list[str]:
    """The words and numbers of an address that tell it from another one."""
    return [_SHORT.get(word, word) for word in re.findall(r"\d+|[a-z]+", plain(text)) if word not in _LINKING]


def date_said(typed: str) -> date | None:
    """The one date that `typed` means, in the spellings of `identity_matches`; None where it means none or several."""
    found = _dates(typed)
    return found.pop() if len(found) == 1 else None


def _agrees(name: str, stored: str, typed: str) -> bool:
    if FIELDS[name].kind in {Kind.DATE, Kind.BIRTH_DATE}:
        return date.fromisoformat(stored) in _dates(typed)
    return letters(stored) == letters(typed) != ""


_LONGEST_NUMBER = len("31121999")
_MONTHS = ("janv", "fevr", "mars", "avri", "mai", "juin", "juil", "aout", "sept", "octo", "nove", "dece")


def _dates(typed: str) -> set[date]:
    """The dates a spelling may mean: day first, year first, month in words, two-digit years in both centuries."""
    words = re.findall(r"\d+|[^\W\d_]+", typed)
    numbers: list[int] = []
    for word in words:
        if word.isdecimal():
            if len(word) > _LONGEST_NUMBER:
                return set()
            numbers.append(int(word))
        elif letters(word) not in {"le", "er"}:
            said = letters(word)[:4]
            months = [place for place, start in enumerate(_MONTHS, 1) if len(said) > 2 and start.startswith(said)]
            if len(months) != 1:
                return set()
            numbers += months
    digits = "".join(words)
    if len(words) == 1 and digits.isdecimal() and len(digits) in {6, 8}:
        numbers = [int(digits[:2]), int(digits[2:4]), int(digits[4:])]
    if len(numbers) != 3:
        return set()
    first, month, last = numbers
    if first > 31:
        day, year = last, first
    else:
        day, year = first, last
    years = {year} if year >= 100 else {1900 + year, 2000 + year}
    return {found for candidate in years if (found := _date(candidate, month, day)) is not None}


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
