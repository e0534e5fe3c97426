"""Where sentences end."""

_TERMINAL = (".", ":", ";", "!", "?", ".”", ".»", '."', ".)")


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends as sentences do."""
    return text.rstrip().endswith(_TERMINAL)
