"""A contact detail as the person corrects it: checked before it is proposed to the organisme, never written over what is held."""

from datetime import date

from cnmas_desktop.domain.campaign import Campaign
from cnmas_desktop.domain.cells import CellError, one_line
from cnmas_desktop.domain.fields import FIELDS, Kind, parse_cell
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.wording import CHANGE_FIELDS


def checked_change(campaign: Campaign, name: str, typed: str, today: date) -> str:
    """The stored form of what was typed (E.164, address of mail with its domain in lower case); KnownError `change.*` or `cell.*`."""
    if name not in CHANGE_FIELDS or name not in campaign.travelling:
        raise ValueError(f"{name} is not a contact detail of {campaign.code}")
    text = one_line(typed)
    if not text:
        raise KnownError("change.empty")
    field = FIELDS[name]
    if field.kind is Kind.MAIL:
        return _mail(text)
    return parse_cell(field, text, today).value


def _mail(text: str) -> str:
    """By its syntax and its domain's; whether it exists is learnt by reading it back. Loaded late: it costs more than the window."""
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        raise CellError("cell.mail.unreadable") from None
