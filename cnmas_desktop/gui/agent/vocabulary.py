"""The program's own words in a view of the call, in the language of the window: fields, closed lists, places.

They come in French with the view, marked where they are written (`domain.fields`, `services.wording`); the words of a campaign are in
no translation and stay as they are.
"""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from cnmas_desktop.services.views import CallView, Choice


def named(label: str) -> str:
    """One word of the program; what is none of its words comes back unchanged."""
    return QCoreApplication.translate("words", label)


def in_words(call: CallView | None) -> CallView | None:
    """The same call, its labels translated."""
    if call is None:
        return None
    return replace(
        call,
        local_place=named(call.local_place),
        phones=tuple(replace(phone, kind=named(phone.kind)) for phone in call.phones),
        household_label=named(call.household_label),
        fields=tuple(replace(field, label=named(field.label)) for field in call.fields),
        choices={name: tuple(map(_choice_named, choices)) for name, choices in call.choices.items()},
    )


def _choice_named(choice: Choice) -> Choice:
    """Itself where its word is the same, which it is for all that a campaign brings and for whoever works in French."""
    label = named(choice.label)
    return choice if label == choice.label else replace(choice, label=label)
