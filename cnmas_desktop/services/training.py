"""A campaign under the training rule: callable at any hour of any day, and saying so in its title. For demonstrations and practice."""

import re

from cnmas_desktop.domain.campaign import Campaign
from cnmas_desktop.domain.campaigns import load_campaign


def under_training(campaign: Campaign) -> Campaign:
    """The campaign as a version of its own that may be called at any hour of any day, and says so in its title."""
    text = campaign.text
    for key, value in (
        ("calling_rule", "training"),
        ("version", f"{campaign.version}-training"),
        ("title", f"{campaign.title} (entraînement)"),
    ):
        # The keys of the file come before its tables, so the first one is the campaign's own.
        text = re.sub(rf'(?m)^{key} = ".*"$', f'{key} = "{value}"', text, count=1)
    return load_campaign(text, f"{campaign.code} (entraînement)")
