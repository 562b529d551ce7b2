"""What this workstation asks of itself beyond the centre's policy, laid over it as each hello is read: stricter, never looser.

The lock, the telephone and the lease all follow the policy that is kept, so that this is the one place. A change holds from the sign-in
after the next contact with the centre.
"""

from collections.abc import Callable
from dataclasses import replace

from cnmas_desktop.config import Limits
from cnmas_desktop.sync.protocol import Policy

Narrow = Callable[[Policy], Policy]


def stricter(limits: Limits) -> Narrow:
    """The policy as it holds on a workstation with `limits`. Zero minutes, at the centre, means that nothing locks."""

    def narrow(policy: Policy) -> Policy:
        return replace(
            policy,
            lock_minutes=_fewer(policy.lock_minutes or None, limits.lock_minutes) or 0,
            lock_in_call_minutes=_fewer(policy.lock_in_call_minutes or None, limits.lock_in_call_minutes) or 0,
            lease_size=min(policy.lease_size, limits.lease_size or policy.lease_size),
            dial_scheme=limits.dial_scheme or policy.dial_scheme,
        )

    return narrow


def _fewer(one: int | None, other: int | None) -> int | None:
    """The smaller of those that are given."""
    return min((minutes for minutes in (one, other) if minutes is not None), default=None)
