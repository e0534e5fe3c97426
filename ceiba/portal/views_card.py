"""What others show of the portal: a goal on a card that any site may frame, its picture, and the published photos."""

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest
from django.views.decorators.clickjacking import xframe_options_exempt

from ceiba.charts.share_card import share_card
from ceiba.exchange.writers import card_png
from ceiba.portal import photos
from ceiba.portal.absence import missing
from ceiba.portal.card import goal_card, home_card
from ceiba.portal.edition import Edition
from ceiba.portal.goals import Goals, Promise
from ceiba.portal.pages import Told, page, public

_SVG, _PNG, _JPEG = "image/svg+xml", "image/png", "image/jpeg"
_FRAMED = {"default-src": [NONE], "style-src": [SELF], "img-src": [SELF], "base-uri": [NONE], "frame-ancestors": ["*"]}


def _card(request: HttpRequest, edition: Edition, key: str) -> Told:
    """Show a goal on a card for frames of other sites: no script, no form, nothing but its words and its bar."""
    return page(request, edition, "card.html", one=_promise(edition, key))


card = csp_replace({**_FRAMED, "script-src": None, "font-src": None, "connect-src": None, "form-action": [NONE]})(
    xframe_options_exempt(public(_card))
)


@public
def card_svg(_request: HttpRequest, edition: Edition, key: str) -> Told:
    """Draw the card of a goal."""
    return Told(share_card(goal_card(edition, _promise(edition, key))).encode(), _SVG)


@public
def card_image(_request: HttpRequest, edition: Edition, key: str) -> Told:
    """Draw the card of a goal as a picture of dots, for sites that show links."""
    return Told(card_png.write(share_card(goal_card(edition, _promise(edition, key)))), _PNG)


@public
def home_image(_request: HttpRequest, edition: Edition) -> Told:
    """Draw the card of the whole portal, for sites that show links."""
    return Told(card_png.write(share_card(home_card(edition))), _PNG)


@public
def photo(_request: HttpRequest, edition: Edition, digest: str) -> Told:
    """Give a photo that the publication names; 404 for any other bytes of the house."""
    return _photo(edition, digest, small=False)


@public
def photo_small(_request: HttpRequest, edition: Edition, digest: str) -> Told:
    """Give such a photo as small as lists show it."""
    return _photo(edition, digest, small=True)


def _photo(edition: Edition, digest: str, *, small: bool) -> Told:
    found = photos.photo_of(edition.face, digest)
    if found is None:
        raise missing(edition, lambda face: photos.photo_of(face, digest))
    content = photos.bytes_of(found, small=small)
    if content is None:
        raise Http404
    return Told(content, _JPEG, light=False)


def _promise(edition: Edition, key: str) -> Promise:
    found = next((one for one in Goals(edition).every if one.indicator.id == key), None)
    if found is None:
        raise missing(edition, lambda face: face.indicator(key))
    return found
