"""Every template is reached, small, free of inline code, and says nothing that a translator cannot reach."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.base import Lexer, TokenType

from tests.walks.registry import PACKAGE, addresses, sources, templates

LONGEST_PAGE, LONGEST_PART = 80, 40
# Where sentences are not translated: words for designers, never seen by people; and the page for when all else fails.
UNTRANSLATED = {"core/gallery.html", "core/_gallery_more.html", "500.html"}
# What stands on nothing: the house; the survey, which has no session to show a navigation by; and the page for when all
# else fails, which asks nothing of anything and therefore says both languages itself.
ROOTS = ("core/base.html", "surveys/base.html", "500.html")
# Rendered by their name: by Django, and by django-allauth.
FOUND_BY_NAME = {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}
ALLAUTHS = ("account/", "mfa/", "usersessions/")
# Words of a component that people read; a literal there would stay English.
READ_PROPS = ("label", "title", "words", "caption", "legend", "aside", "hint", "about", "reason")
READ_ATTRIBUTES = ("aria-label", "title", "placeholder", "alt", "content")
LETTERS = r"[^\W\d_]{2,}"
UNREAD_VALUES = re.compile(r"^(noindex|width=device-width.*|[a-z_]+=.*|{.*}|[0-9]+;url=.*)$")

EVERY = templates()
HTML = [name for name in EVERY if name.endswith(".html")]


def text_of(name: str) -> str:
    return EVERY[name].read_text()


def is_part(name: str) -> bool:
    return name.rsplit("/", 1)[-1].startswith("_")


PARTS = {name for name in HTML if is_part(name)}


def above(name: str) -> str | None:
    """The template that this one extends."""
    found = re.match(r"""\s*{%\s*extends\s+["']([^"']+)["']""", text_of(name))
    return found and found[1]


def said_in(paths: Iterable[Path]) -> str:
    return "\n".join(path.read_text() for path in paths)


def test_a_template_stands_in_a_layout_or_is_a_part_of_one_that_does():
    faults = []
    for name in set(HTML) - set(ROOTS):
        if is_part(name) and above(name):
            faults.append(f"{name} is a part (it starts with _): it is included, and extends nothing.")
        if not is_part(name) and above(name) not in set(HTML) - PARTS:
            faults.append(f"{name} extends no layout of ours. Start it with extends, or let its name start with _ if it is a part.")
    assert not faults, "\n".join(faults)


def test_a_part_is_used_somewhere():
    everything = said_in([*EVERY.values(), *sources()])
    unused = [name for name in PARTS if f'"{name}' not in everything and f"'{name}" not in everything]
    assert not unused, f"Nothing includes {unused}. Take them away."


def test_a_page_is_used_somewhere():
    """Pages of the house are named in a view; those that replace one of django-allauth's are found by its name.

    A room whose pages are all drawn the same way names them by their stem: `page(request, "sites", …)`.
    """
    everything = said_in([*sources(), *EVERY.values()])
    pages = [name for name in HTML if not is_part(name) and name not in FOUND_BY_NAME and not name.startswith(ALLAUTHS)]
    unused = [name for name in pages if f'"{name}' not in everything and f"'{name}" not in everything and not named_by_stem(name)]
    assert not unused, f"No view renders {unused}. Take them away."


def named_by_stem(name: str) -> bool:
    room, stem = name.split("/", 1)
    return f'page(request, "{stem.removesuffix(".html")}"' in said_in((PACKAGE / room).rglob("*.py"))


def test_a_template_is_small_enough_to_be_read_at_once():
    tall = [name for name in HTML if len(text_of(name).splitlines()) > (LONGEST_PART if is_part(name) else LONGEST_PAGE)]
    assert not tall, f"A page has at most {LONGEST_PAGE} lines, a part {LONGEST_PART}. Take parts out of {tall}."


class Inline(HTMLParser):
    """Finds what the content security policy would refuse."""

    def __init__(self):
        super().__init__()
        self.faults, self._in_script = [], False

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.faults += [f"<{tag} {attribute}=…>" for attribute in named if attribute == "style" or attribute.startswith("on")]
        if tag == "style":
            self.faults.append("<style>")
        if str(named.get("href", "")).lower().startswith("javascript:"):
            self.faults.append("javascript: address")
        # Data for a script may stand in the page; code may not.
        self._in_script = tag == "script" and "src" not in named and named.get("type") not in ("application/json", "text/plain")
        if self._in_script:
            self.faults.append("<script> without src")


def test_no_script_and_no_style_stands_in_a_page():
    faults = []
    for name in HTML:
        reader = Inline()
        reader.feed(re.sub(r"{%.*?%}|{{.*?}}", "", text_of(name)))
        faults += [f"{name} has {fault}. Put it in a file under static." for fault in reader.faults]
    assert not faults, "\n".join(faults)


def test_every_address_named_in_a_template_exists():
    known = set(addresses())
    named = {(name, one) for name in EVERY for one in re.findall(r"""{%\s*url\s+["']([^"']+)["']""", text_of(name))}
    faults = [f"{name} leads to '{one}', which no urls.py has." for name, one in sorted(named) if one not in known]
    assert not faults, "\n".join(faults)


def test_everything_that_a_template_includes_or_links_exists():
    faults = []
    for name in EVERY:
        included = set(re.findall(r"""{%\s*include\s+["']([^"'#]+)""", text_of(name)))
        faults += [f"{name} includes {one}, which does not exist." for one in included - set(EVERY)]
        linked = set(re.findall(r"""{%\s*static\s+["']([^"']+)["']""", text_of(name)))
        faults += [f"{name} links {one}, which no static folder has." for one in linked if finders.find(one) is None]
    assert not faults, "\n".join(faults)


class Words(HTMLParser):
    """What a person would read: text between tags, and attributes that are read out."""

    def __init__(self):
        super().__init__()
        self.found, self._in_script = [], False

    def handle_data(self, data):
        if not self._in_script:
            self.found.append(data)

    def handle_endtag(self, tag):
        self._in_script = False

    def handle_starttag(self, tag, attrs):
        self._in_script = tag == "script"
        self.found += [value for name, value in attrs if name in READ_ATTRIBUTES and value and not UNREAD_VALUES.match(value)]


SILENT = ("blocktranslate", "comment")  # what stands in them is translated, or never shown


def untranslated(text: str) -> list[str]:
    """Words in a template that stand outside translate and blocktranslate."""
    plain, translating, faults = [], False, []
    for token in Lexer(text).tokenize():
        if token.token_type == TokenType.BLOCK:
            tag = token.contents.split()[0]
            translating = tag in SILENT or (translating and tag not in {f"end{one}" for one in SILENT})
            if tag not in ("translate", "blocktranslate"):
                faults += [literal for prop, literal in re.findall(r'\b(\w+)="([^"]*)"', token.contents) if prop in READ_PROPS]
        elif token.token_type == TokenType.TEXT and not translating:
            plain.append(token.contents)
    reader = Words()
    reader.feed(re.sub(r"&\w+;", "", "".join(plain)))
    return [words.strip() for words in [*faults, *reader.found] if re.search(LETTERS, words)]


def test_every_sentence_can_be_translated():
    faults = [f"{name} says “{words}”." for name in HTML if name not in UNTRANSLATED for words in untranslated(text_of(name))]
    assert not faults, "\n".join([*faults, "Put each into translate or blocktranslate."])


def test_the_text_of_a_mail_can_be_translated():
    for name in set(EVERY) - set(HTML):
        plain = re.sub(r"{%\s*blocktranslate.*?endblocktranslate\s*%}|{%.*?%}|{{.*?}}", "", text_of(name), flags=re.DOTALL)
        assert not re.search(LETTERS, plain), f"{name} says “{plain.strip()}”. Put it into blocktranslate."


def test_an_untranslated_sentence_is_found_wherever_it_stands():
    assert untranslated("<p>Good morning</p>") == ["Good morning"]
    assert untranslated('<a aria-label="Next page" href="/log/">{{ name }}</a>') == ["Next page"]
    assert untranslated('{% button label="Save" %}') == ["Save"]
    assert untranslated('{% translate "Save" as save %}{% button label=save %}<p class="small">{{ save }} · 3</p>') == []
    assert untranslated("{% blocktranslate count n=n %}{{ n }} minute{% plural %}{{ n }} minutes{% endblocktranslate %}") == []
