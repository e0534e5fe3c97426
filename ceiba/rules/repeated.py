"""What one plan repeats from another word for word: its words are asked about where they were first said."""

from ceiba.kernel.plan import Element, LinkKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address


def only_repeats(element: Element, plan: Snapshot) -> bool:
    """Tell whether an element says what the element says that it is linked to as its repetition."""
    links = plan.links_from(address("element", element.id), LinkKind.REPEATS)
    origins = (plan.element(link.destination.removeprefix("element/")) for link in links)
    return any(origin is not None and origin.text == element.text for origin in origins)
