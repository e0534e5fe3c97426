"""What is drawn on a page besides text: rules and edges of boxes, which make tables; images, which may be scans."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2.raw as raw

from ceiba.exchange.readers.pdf.frames import Frame
from ceiba.exchange.readers.pdf.parts import Rule

_MOST_OBJECTS = 30_000  # of a page: a map has more, and no tables behind them
_MOST_RULES = 6_000
_MOST_SEGMENTS = 400  # of a path: a longer one is a picture
_DEEPEST = 4  # forms inside forms
_THIN = 3.0  # points: a narrower box is a rule
_SHORT = 4.0  # points: a shorter rule is a dot of a dotted one at most
_PAGE_SHARE = 0.92  # a box wider and higher than this share of the page is its frame
_LEVEL = 1.0

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawing:
    """Rules of a page, the share of it that images cover, and the number of its paths."""

    rules: list[Rule] = field(default_factory=list)
    images: float = 0.0
    paths: int = 0


def drawing_of(page: raw.FPDF_PAGE, frame: Frame, turned: int) -> Drawing:
    """Return what is drawn on a page, in the page turned so that its text is upright."""
    found = Drawing()
    width, height = frame.size(turned)
    for path, matrix in _objects(page, found, frame):
        if len(found.rules) >= _MOST_RULES:
            break
        for x0, y0, x1, y1 in _edges(path, matrix):
            left, top, right, bottom = frame.box(turned, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            if right - left > _PAGE_SHARE * width and bottom - top > _PAGE_SHARE * height:
                continue
            found.rules += _rules(left, top, right, bottom)
    return found


def _objects(page: raw.FPDF_PAGE, found: Drawing, frame: Frame) -> Iterator[tuple[raw.FPDF_PAGEOBJECT, Matrix]]:
    """Yield the paths of a page with the matrix of the form that they are in, counting images on the way."""
    count = min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    waiting = [(raw.FPDFPage_GetObject(page, i), _IDENTITY, 0) for i in range(count - 1, -1, -1)]
    seen = 0
    while waiting and seen < _MOST_OBJECTS:
        item, matrix, depth = waiting.pop()
        seen += 1
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            found.paths += 1
            yield item, matrix
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            found.images += _share(item, matrix, frame)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = _product(_matrix_of(item), matrix)
            inside = min(raw.FPDFFormObj_CountObjects(item), _MOST_OBJECTS - seen)
            waiting += [(raw.FPDFFormObj_GetObject(item, i), inner, depth + 1) for i in range(inside - 1, -1, -1)]


def _matrix_of(item: raw.FPDF_PAGEOBJECT) -> Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, matrix):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _product(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(item: raw.FPDF_PAGEOBJECT, matrix: Matrix) -> tuple[float, float, float, float]:
    values = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *values):
        return 0.0, 0.0, 0.0, 0.0
    left, bottom, right, top = (value.value for value in values)
    if matrix is _IDENTITY:
        return left, bottom, right, top
    (ax, ay), (bx, by) = _apply(matrix, left, bottom), _apply(matrix, right, top)
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _share(image: raw.FPDF_PAGEOBJECT, matrix: Matrix, frame: Frame) -> float:
    """Return the share of the page that an image covers."""
    left, bottom, right, top = _bounds(image, matrix)
    width = min(right, frame.right) - max(left, frame.left)
    height = min(top, frame.top) - max(bottom, frame.bottom)
    area = (frame.right - frame.left) * (frame.top - frame.bottom)
    return max(width, 0) * max(height, 0) / area if area else 0.0


def _edges(path: raw.FPDF_PAGEOBJECT, matrix: Matrix) -> Iterator[tuple[float, float, float, float]]:
    """Yield the straight edges of a path as two points each, in the points of the file; a thin box is one edge."""
    left, bottom, right, top = _bounds(path, matrix)
    thin = min(right - left, top - bottom)
    if thin < _THIN:
        if max(right - left, top - bottom) >= 0.3:
            yield (
                (left, (bottom + top) / 2, right, (bottom + top) / 2)
                if thin == top - bottom
                else ((left + right) / 2, bottom, (left + right) / 2, top)
            )
        return
    if max(right - left, top - bottom) < _SHORT:
        return
    count = raw.FPDFPath_CountSegments(path)
    if not 2 <= count <= _MOST_SEGMENTS:
        return
    own = _product(_matrix_of(path), matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for i in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, i)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            return  # a rounded box or a drawing: no cells
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = _apply(own, x.value, y.value)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield (*last, *point)
        if raw.FPDFPathSegment_GetClose(segment) and point != start:
            yield (*point, *start)
        last = point


def _rules(left: float, top: float, right: float, bottom: float) -> Iterator[Rule]:
    """Yield the rule that an edge is; a slanting one is none."""
    if bottom - top <= _LEVEL and right - left > bottom - top:
        yield Rule(False, (top + bottom) / 2, left, right)
    elif right - left <= _LEVEL and bottom - top > right - left:
        yield Rule(True, (left + right) / 2, top, bottom)
