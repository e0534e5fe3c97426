"""How much a document may grow by what it says of itself: merged places and repeated rows cost few bytes to state."""

_PLACES = 1_000_000  # covered or repeated places of all tables of a document


class Allowance:
    """Places in tables that a document may still state without writing them."""

    def __init__(self) -> None:
        self._left = _PLACES

    @property
    def is_spent(self) -> bool:
        """Tell whether something was refused."""
        return self._left < 0

    def take(self, places: int) -> int:
        """Return how many of so many places are granted: all of them, or none once the allowance is spent."""
        if self._left < places:
            self._left = -1
            return 0
        self._left -= places
        return places
