"""How a code is shown: stand-in until the survey pages are built."""

from django.conf import settings


def survey_address(code: str) -> str:
    return f"{settings.BASE_URL}/s/#{code}"


def qr_picture(address: str) -> str:
    import segno
    from django.utils.safestring import mark_safe

    return mark_safe(segno.make(address).svg_inline(svgclass="qr", omitsize=True, title="QR"))


def sms_link(number: str, words: str) -> str:
    from urllib.parse import quote

    return f"sms:{number}?&body={quote(words)}"
