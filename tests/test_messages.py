"""The sentences of the program: each code is given once, by one module, and is marked for translation."""

import ast
from collections import Counter
from pathlib import Path

from cnmas_desktop import messages

FOLDER = Path(messages.__file__).parent


def entries() -> list[tuple[str, ast.expr]]:
    """Every code as written, with its text: what a merge of dictionaries would hide is still there."""
    tables = [
        node.value
        for module in sorted(FOLDER.glob("*.py"))
        if module.name != "__init__.py"
        for node in ast.parse(module.read_text("utf-8")).body
        if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Dict)
    ]
    pairs = [(key, text) for table in tables for key, text in zip(table.keys, table.values, strict=True)]
    return [(key.value, text) for key, text in pairs if isinstance(key, ast.Constant) and isinstance(key.value, str)]


def test_each_code_is_given_once() -> None:
    codes = Counter(code for code, _ in entries())
    assert {code: times for code, times in codes.items() if times > 1} == {}
    assert codes.keys() == messages.MESSAGES.keys()


def test_every_sentence_is_marked_for_translation() -> None:
    """lupdate sees the mark only as a call with both texts written out."""
    marks = {ast.unparse(text.func): code for code, text in entries() if isinstance(text, ast.Call)}
    assert marks.keys() == {"QT_TRANSLATE_NOOP"}
    contexts = {ast.literal_eval(text.args[0]) for _, text in entries() if isinstance(text, ast.Call)}
    assert contexts == {"messages"}
    assert len(entries()) == sum(isinstance(text, ast.Call) for _, text in entries())


def test_an_error_says_its_sentence() -> None:
    error = messages.KnownError("staff.unknown", login="durand")
    assert str(error) == "Personne ne porte l'identifiant durand. Vérifiez-le dans la liste du personnel."
    assert (error.code, error.params) == ("staff.unknown", {"login": "durand"})
