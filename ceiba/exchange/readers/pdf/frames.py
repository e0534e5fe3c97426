"""The direction in which text runs, and the page turned so that it runs from left to right and lines go down."""

import math
from dataclasses import dataclass

UPRIGHT, SLANTING = 0, -1
_STRAIGHT = 4  # degrees that text may deviate from a straight direction: scanned pages lie a little askew


def direction(along: float, across: float) -> int:
    """Return 0, 90, 180 or 270 for text that runs right, up, left or down; ``SLANTING`` for anything else."""
    if across == 0 and along > 0:
        return UPRIGHT
    angle = math.degrees(math.atan2(across, along)) % 360
    nearest = round(angle / 90) * 90
    return nearest % 360 if abs(angle - nearest) <= _STRAIGHT else SLANTING


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page, in the points of the file: left, bottom, right, top."""

    left: float
    bottom: float
    right: float
    top: float

    def size(self, turned: int) -> tuple[float, float]:
        """Return width and height of the page turned so that text of this direction is upright."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if turned in {90, 270} else (width, height)

    def point(self, turned: int, x: float, y: float) -> tuple[float, float]:
        """Return a point of the file in the page turned so that text of this direction is upright."""
        if turned == 90:
            return y - self.bottom, x - self.left
        if turned == 180:
            return self.right - x, y - self.bottom
        if turned == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def back(self, turned: int, x: float, y: float) -> tuple[float, float]:
        """Return a point of the turned page in the file: the inverse of ``point``."""
        if turned == 90:
            return y + self.left, x + self.bottom
        if turned == 180:
            return self.right - x, y + self.bottom
        if turned == 270:
            return self.right - y, self.top - x
        return x + self.left, self.top - y

    def box(
        self, turned: int, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        """Return x0, top, x1, bottom of a box of the file in the turned page."""
        ax, ay = self.point(turned, left, bottom)
        bx, by = self.point(turned, right, top)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
