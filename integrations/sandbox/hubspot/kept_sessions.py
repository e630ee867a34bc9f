"""Who may call, as it is kept in a file; codes, to be fetched at once, are not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from integrations.sandbox.hubspot.sessions import Sessions

if TYPE_CHECKING:
    from integrations.sandbox.clock import Clock


def told(sessions: Sessions) -> dict[str, object]:
    """Ends by the time of day, which goes on while nobody serves."""
    moment = sessions.clock.moment
    return {
        "until": {token: moment(end) for token, end in sessions.until.items()},
        "excused": sessions.excused,
        "refresh_tokens": sessions.refresh_tokens,
        "secrets": sessions.secrets,
        "revoked": sessions.revoked,
        "scopes": sessions.scopes,
    }


def restored(kept: dict[str, Any], clock: Clock) -> Sessions:
    at, excused = clock.seconds_at, kept["excused"]
    return Sessions(
        clock,
        until={token: at(moment) for token, moment in kept["until"].items()},
        excused=None if excused is None else set(excused),
        refresh_tokens=kept["refresh_tokens"],
        secrets=kept.get("secrets", {}),
        revoked=set(kept["revoked"]),
        scopes={token: tuple(scopes) for token, scopes in kept["scopes"].items()},
    )
