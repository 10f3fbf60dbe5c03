"""How a code is handed over: as an address, a picture or a text message. Whoever shows it keeps nothing of it."""

from urllib.parse import quote

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _


def survey_address(code: str) -> str:
    """The full address with the code behind the '#': browsers send that part to no server, so it reaches no log."""
    return f"{settings.BASE_URL}/s/#{code}"


def qr_picture(address: str) -> SafeString:
    """A QR code of an address as SVG, without style or script, with a title for those who hear the page."""
    picture = segno.make(address, error="m").svg_inline(svgclass="qr", lineclass=None, omitsize=True, title=_("QR code of the survey"))
    return mark_safe(picture)  # noqa: S308  made here from our own address; segno escapes the title


def sms_link(number: str, words: str) -> str:
    """A link that opens a text message on the phone that shows it; nothing is sent by this server. No number = to be chosen."""
    return f"sms:{number}?&body={quote(words)}"
