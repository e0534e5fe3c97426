"""The calls of PDFium made for every letter, without the cost of ctypes pointers, and the lock around all calls.

PDFium is not thread-safe: whoever calls it holds ``LOCK``.
"""

import ctypes
from threading import RLock
from typing import Any

import pypdfium2.raw as raw

LOCK = RLock()


def _plain(function: Any, result: Any, *arguments: Any) -> Any:
    """Return a function of the library that takes and gives addresses as numbers."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_P, _I = ctypes.c_void_p, ctypes.c_int
letter_code = _plain(raw.FPDFText_GetUnicode, ctypes.c_uint, _P, _I)
letter_object = _plain(raw.FPDFText_GetTextObject, _P, _P, _I)
letter_box = _plain(raw.FPDFText_GetLooseCharBox, _I, _P, _I, _P)
letter_matrix = _plain(raw.FPDFText_GetMatrix, _I, _P, _I, _P)
letter_unmapped = _plain(raw.FPDFText_HasUnicodeMapError, _I, _P, _I)
letter_size = _plain(raw.FPDFText_GetFontSize, ctypes.c_double, _P, _I)
text_font = _plain(raw.FPDFTextObj_GetFont, _P, _P)
text_mode = _plain(raw.FPDFTextObj_GetTextRenderMode, _I, _P)
font_name = _plain(raw.FPDFFont_GetBaseFontName, ctypes.c_size_t, _P, _P, ctypes.c_size_t)
font_flags = _plain(raw.FPDFFont_GetFlags, _I, _P)
content_number = _plain(raw.FPDFPageObj_GetMarkedContentID, _I, _P)
marks = _plain(raw.FPDFPageObj_CountMarks, _I, _P)
mark = _plain(raw.FPDFPageObj_GetMark, _P, _P, ctypes.c_ulong)
mark_name = _plain(raw.FPDFPageObjMark_GetName, _I, _P, _P, ctypes.c_ulong, _P)


def address(handle: Any) -> int:
    """Return the address of a handle of the library as a number."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0
