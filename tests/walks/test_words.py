"""The words to avoid are absent from screens and from code, and an organisation's own words are never typed into a page."""

import io
import re
import tokenize
from collections.abc import Iterator

import pytest

from tests.walks.registry import PACKAGE, ROOT, sources, templates

# reference: glossary of the field, "words to avoid". Each is a pattern, so that Patients and non-compliance are found too.
AVOIDED = {
    "patient": r"\bpatients?\b",
    "client": r"\bclients?\b",
    "case, said of a person": (
        r"\bcase ?(load|work|worker|manager|file|note)s?\b|\b(a|the|this|your|his|her|their|open|new|closed?) cases?\b"
    ),
    "non-compliant": r"\bnon[- ]?complian(t|ce)\b",
    "high-functioning": r"\bhigh[- ]functioning\b",
    "low-functioning": r"\blow[- ]functioning\b",
    "suffers from": r"\bsuffer(s|ing|ed)? from\b",
    "discharge": r"\bdischarge[ds]?\b",
    "intervention": r"\binterventions?\b",
    "frequent flyer": r"\bfrequent flyers?\b",
    "manipulative": r"\bmanipulative\b",
    "diagnosis": r"\bdiagnos(is|es|ed|tic)\b",
}
AVOIDED_IN_FRENCH = {
    "patient": r"\bpatient(e|s|es)?\b",
    "client": r"\bclient(e|s|es)?\b",
    "cas, said of a person": r"\b(gestion(naire)?s? de cas|dossier patient)\b",
    "non observant": r"\bnon[- ]observan(t|te|ce)s?\b",
    "de haut niveau": r"\b(haut|bas) niveau de fonctionnement\b",
    "souffre de": r"\bsouff(re|rent|rant) (de|d')\b",
    "intervention": r"\binterventions?\b|\bintervenant(e|s|es)?\b",
    "manipulateur": r"\bmanipulat(eur|rice)s?\b",
    "diagnostic": r"\bdiagnosti(c|cs|que|quer|qué)\b",
}
# Where a word means something else. File or folder -> what may stand there.
ELSEWHERE = {
    "hearthside/accounts/adapter.py": r"get_client_ip",  # django-allauth's name for the address a request came from
    "hearthside/accounts/entrance.py": r"get_client_ip",
    "hearthside/accounts/places.py": r"get_client_ip",
    "hearthside/outbox/telephone/provider.py": r"[Cc]lient",  # the provider's library calls its connection so
    "hearthside/cli/bench/": r"[Cc]lient",  # the browser's part, as in http.client and Django's own
}

# What roles are called by default. Pages say `words.supporter`, so that an organisation may say companion.
ROLE_WORDS = (
    r"\b(peer (supporter|specialist)|supporter|coordinator|administrator|host|trainer|evaluator|board member|member|participant|guest)s?\b"
)
# Sentences in which such a word is not the name of a role here. Each says why.
ROLE_WORDS_NEEDED: dict[str, str] = {}


def faults_in(text: str, patterns: dict[str, str], place: str) -> Iterator[str]:
    allowed = next((words for where, words in ELSEWHERE.items() if place.startswith(where)), None)
    for number, line in enumerate(text.splitlines(), 1):
        line = re.sub(allowed, "", line) if allowed else line
        # get_patient and PatientList are found too: a name is read as its words.
        spaced = re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", line)
        for word, pattern in patterns.items():
            if re.search(pattern, spaced, re.IGNORECASE):
                yield f"{place}:{number} says “{word}”: {line.strip()[:100]}"


def code_and_strings(path) -> str:
    """Names and strings of a source file, line by line, without its comments. Names that stand side by side are no phrase."""
    lines: dict[int, list[str]] = {}
    for token in tokenize.generate_tokens(io.StringIO(path.read_text()).readline):
        if token.type in (tokenize.NAME, tokenize.STRING):
            for offset, part in enumerate(token.string.splitlines()):
                lines.setdefault(token.start[0] + offset, []).append(part)
    return "\n".join(" · ".join(lines.get(number, [])) for number in range(1, max(lines, default=0) + 1))


def test_no_screen_says_a_word_to_avoid():
    faults = [fault for path in templates().values() for fault in faults_in(path.read_text(), AVOIDED, path.relative_to(ROOT).as_posix())]
    assert not faults, "\n".join(faults)


def test_no_name_and_no_string_in_the_code_says_a_word_to_avoid():
    faults = [fault for path in sources() for fault in faults_in(code_and_strings(path), AVOIDED, path.relative_to(ROOT).as_posix())]
    assert not faults, "\n".join(faults)


def test_no_script_and_no_style_says_a_word_to_avoid():
    files = [path for kind in ("*.js", "*.css") for path in sources(kind)]
    faults = [fault for path in files for fault in faults_in(path.read_text(), AVOIDED, path.relative_to(ROOT).as_posix())]
    assert not faults, "\n".join(faults)


def test_no_translation_brings_a_word_back_that_the_original_avoids():
    faults = []
    for path in PACKAGE.rglob("*.po"):
        patterns = AVOIDED_IN_FRENCH if "/fr/" in path.as_posix() else AVOIDED
        said = "\n".join(line if line.startswith(("msgstr", '"')) else "" for line in path.read_text().splitlines())
        faults += faults_in(said, patterns, path.relative_to(ROOT).as_posix())
    assert not faults, "\n".join(faults)


def test_every_exception_is_still_needed():
    unused = [where for where, words in ELSEWHERE.items() if not re.search(words, text_under(where))]
    unused += [sentence for sentence in ROLE_WORDS_NEEDED if sentence not in set(sentences())]
    assert not unused, f"Take these out of the lists of exceptions, nothing needs them: {unused}"


def text_under(where: str) -> str:
    return "".join(path.read_text() for path in sources() if path.relative_to(ROOT).as_posix().startswith(where))


def sentences() -> Iterator[str]:
    """Every sentence of a template that is marked for translation, placeholders left out."""
    for name, path in templates().items():
        if "gallery" in name:
            continue
        text = path.read_text()
        for _quote, words in re.findall(r"""{%\s*translate\s+(["'])(.*?)\1""", text):
            yield words
        for words in re.findall(r"{%\s*blocktranslate\b[^%]*%}(.*?){%\s*endblocktranslate", text, re.DOTALL):
            yield re.sub(r"{{.*?}}|<[^>]*>", "", words).strip()


def test_roles_are_called_by_the_organisations_own_words():
    faults = [
        f"“{words}” types the word of a role into a page. Use {{% blocktranslate with name=words.supporter %}}."
        for words in sentences()
        if re.search(ROLE_WORDS, words, re.IGNORECASE) and words not in ROLE_WORDS_NEEDED
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    "line",
    ["def get_patient(", "class PatientList", "Our clients come", "she suffers from", "close the case", "Non-compliance", "caseload"],
)
def test_a_word_to_avoid_is_found_however_it_is_written(line):
    assert list(faults_in(line, AVOIDED, "somewhere.py"))


@pytest.mark.parametrize("line", ["in that case", "lower case", "just in case", "case-sensitive", "patience"])
def test_a_word_that_only_looks_like_one_is_left_alone(line):
    assert not list(faults_in(line, AVOIDED, "somewhere.py"))
