"""Reading campaign files, and the catalogue shipped."""

from collections.abc import Iterator, Mapping

from cnmas_desktop.domain.campaign import Campaign

__all__ = ["Campaign", "catalogue", "load_campaign", "render"]


def load_campaign(text: str, source: str) -> Campaign:
    """The campaign written in the TOML `text`; KnownError `campaign.invalid` naming `source`, key and reason."""
    raise NotImplementedError


def catalogue() -> Iterator[Campaign]:
    """The campaigns shipped in resources/campaigns, by code."""
    raise NotImplementedError


def render(sentence: str, values: Mapping[str, str]) -> str:
    """`sentence` with its placeholders filled in. A placeholder without a value is our fault: KeyError."""
    raise NotImplementedError
