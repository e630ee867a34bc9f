"""HubSpot's published limits and the headers that tell of them (section 2.6)."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from integrations.sandbox.hubspot.portal import TIME_ZONE
from integrations.sandbox.hubspot.rate_errors import daily, secondly, ten_secondly

if TYPE_CHECKING:
    from datetime import date, datetime

    from integrations.sandbox.clock import Clock
    from integrations.sandbox.hubspot.routes import Family
    from integrations.sandbox.settings import SandboxSettings

DAILY = 625_000
ASSOCIATIONS_DAILY = 500_000
PER_TEN_SECONDS, PER_TEN_SECONDS_WITH_OAUTH = 190, 110
ASSOCIATIONS_PER_TEN_SECONDS = 150
SEARCHES_PER_SECOND = 5
PREFIX = "X-HubSpot-RateLimit-"


@dataclass(slots=True)
class Window:
    """The calls of the last seconds."""

    seconds: float
    calls: deque[float] = field(default_factory=deque)

    def left(self, most: int, now: float) -> int:
        while self.calls and self.calls[0] <= now - self.seconds:
            self.calls.popleft()
        return max(0, most - len(self.calls))


class Limits:
    """A refused call is not counted. Tokens have windows of their own; search and
    associations have one for the whole account."""

    def __init__(self, settings: SandboxSettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._tokens: defaultdict[str, Window] = defaultdict(lambda: Window(10.0))
        self._search = Window(1.0)
        self._associations = Window(10.0)
        self._days: Counter[date] = Counter()
        self._association_days: Counter[date] = Counter()

    @property
    def daily_limit(self) -> int:
        limit = self._settings.daily_limit
        return DAILY if limit is None else limit

    def used_today(self) -> int:
        return self._days[self._today()]

    def resets_at(self) -> datetime:
        """The next midnight of the account's own time zone (documented)."""
        local = self._clock.now().astimezone(ZoneInfo(TIME_ZONE))
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight + timedelta(days=1)

    def take(self, token: str, family: Family, *, oauth: bool) -> dict[str, str]:
        """Count one call and give the headers; raise when there is none left."""
        if self._settings.rate_limits:
            headers = self._counted(token, family, oauth=oauth)
        else:
            headers = {}
        self._days[self._today()] += 1
        return headers

    def _counted(self, token: str, family: Family, *, oauth: bool) -> dict[str, str]:
        if self.used_today() >= self.daily_limit:
            raise daily().with_headers(self._daily_headers(oauth=oauth))
        if family == "search":
            self._take_search(oauth=oauth)
            return self._daily_headers(oauth=oauth, taken=1)
        if family == "associations":
            self._take_association()
            return self._daily_headers(oauth=oauth, taken=1)
        return self._take_general(token, oauth=oauth)

    def _take_search(self, *, oauth: bool) -> None:
        now = self._clock.seconds()
        if not self._search.left(SEARCHES_PER_SECOND, now):
            raise secondly().with_headers(self._daily_headers(oauth=oauth))
        self._search.calls.append(now)

    def _take_association(self) -> None:
        now, today = self._clock.seconds(), self._today()
        if self._association_days[today] >= ASSOCIATIONS_DAILY:
            raise daily()
        if not self._associations.left(ASSOCIATIONS_PER_TEN_SECONDS, now):
            raise ten_secondly()
        self._associations.calls.append(now)
        self._association_days[today] += 1

    def _take_general(self, token: str, *, oauth: bool) -> dict[str, str]:
        most = PER_TEN_SECONDS_WITH_OAUTH if oauth else PER_TEN_SECONDS
        window, now = self._tokens[token], self._clock.seconds()
        left = window.left(most, now)
        if not left:
            raise ten_secondly().with_headers(
                self._daily_headers(oauth=oauth) | _interval_headers(most, 0)
            )
        window.calls.append(now)
        return self._daily_headers(oauth=oauth, taken=1) | _interval_headers(
            most, left - 1
        )

    def _daily_headers(self, *, oauth: bool, taken: int = 0) -> dict[str, str]:
        """Not told to OAuth apps (documented)."""
        if oauth:
            return {}
        left = self.daily_limit - self.used_today() - taken
        return {
            f"{PREFIX}Daily": str(self.daily_limit),
            f"{PREFIX}Daily-Remaining": str(max(0, left)),
        }

    def _today(self) -> date:
        return self._clock.now().astimezone(ZoneInfo(TIME_ZONE)).date()


def _interval_headers(most: int, left: int) -> dict[str, str]:
    """``Secondly`` is a tenth of the rest, told but long not enforced any more."""
    return {
        f"{PREFIX}Interval-Milliseconds": "10000",
        f"{PREFIX}Max": str(most),
        f"{PREFIX}Remaining": str(left),
        f"{PREFIX}Secondly": str(most // 10),
        f"{PREFIX}Secondly-Remaining": str(min(most // 10, left)),
    }
