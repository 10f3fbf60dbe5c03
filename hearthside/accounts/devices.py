"""Words for a device, from what its browser says of itself. Only two of a few known words are kept."""

BROWSERS = [
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
]  # fmt: skip
SYSTEMS = [
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Windows", "Windows"),
    ("Mac OS", "Mac"), ("Linux", "Linux"),
]  # fmt: skip


def device_words(user_agent: str) -> tuple[str, str]:
    """Browser and system, such as ("Firefox", "Android"); empty where it says nothing we know."""
    return _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)


def _first(known: list[tuple[str, str]], text: str) -> str:
    return next((words for mark, words in known if mark in text), "")
