"""One answer on its way through an open form: what still waits to be worked out, and what became of
it. It knows the order of need and nothing of questions."""

from __future__ import annotations

from heapq import heappush


class RoundTrip:
    """What one answer sets going.

    Attributes:
        waiting: (rank, id) of what is still to be worked out, the smallest rank first.
        changed: ids whose visibility, choices or sum changed.
        turned: ids that came to hold, or ceased to.
        is_moved: whether questions may stand at other places than before.
    """

    def __init__(self) -> None:
        self.waiting: list[tuple[int, str]] = []
        self.changed: set[str] = set()
        self.turned: set[str] = set()
        self.is_moved = False
        self._queued: set[str] = set()

    def push(self, rank: int, question_id: str) -> None:
        """Let a question be worked out, once, in its turn."""
        if question_id not in self._queued:
            self._queued.add(question_id)
            heappush(self.waiting, (rank, question_id))
