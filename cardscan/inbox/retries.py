"""When to try again what did not work, and what has been said of it already."""

from __future__ import annotations

from dataclasses import dataclass, field

LONGEST_REST = 300.0


@dataclass(slots=True)
class Retries:
    """What fails for now is tried again after 1, 2, 4 ... 300 seconds, and said once."""

    _rests: dict[str, tuple[int, float, float]] = field(default_factory=dict)
    """By subject: failures in a row, when it may be tried again, since when it has failed."""
    _said: set[str] = field(default_factory=set)

    def resting(self, subject: str, now: float) -> bool:
        """Tell whether it is too early to try this again."""
        return subject in self._rests and now < self._rests[subject][1]

    def failed(self, subject: str, reason: str, now: float) -> bool:
        """Have the subject rest; tell whether the reason is news."""
        failures, _, since = self._rests.get(subject, (0, now, now))
        self._rests[subject] = (failures + 1, now + min(2.0 ** min(failures, 10), LONGEST_REST), since)
        news = reason not in self._said
        self._said.add(reason)
        return news

    def worked(self, subject: str) -> None:
        """Forget that the subject ever failed."""
        if self._rests.pop(subject, None) and not self._rests:
            self._said.clear()

    def failing_for(self, now: float) -> float:
        """Return for how many seconds something has not worked; 0 where all does."""
        return max((now - since for _, _, since in self._rests.values()), default=0.0)
