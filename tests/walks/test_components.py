"""Each component is shown in the gallery with every prop it has, says what it is, and refuses a prop it does not know."""

import inspect
import re

import pytest
from django.template import Template, TemplateSyntaxError

from hearthside.core.templatetags.ui import BLOCKS, TAGS
from tests.walks.registry import templates

GALLERY = "\n".join(path.read_text() for name, path in templates().items() if "gallery" in name)
COMPONENTS = {component.__name__: component for component in [*TAGS, *BLOCKS]}
BLOCK_NAMES = {component.__name__ for component in BLOCKS}


def props(name: str) -> list[inspect.Parameter]:
    return [one for one in inspect.signature(COMPONENTS[name]).parameters.values() if one.name != "content"]


def uses(name: str) -> str:
    return " ".join(re.findall(rf"{{%\s*{name}\b([^%]*)%}}", GALLERY))


@pytest.mark.parametrize("name", COMPONENTS)
def test_the_gallery_shows_it(name):
    assert re.search(rf"{{%\s*{name}\b", GALLERY), f"Show {{% {name} %}} in core/gallery.html or one of its parts."


@pytest.mark.parametrize("name", COMPONENTS)
def test_the_gallery_shows_every_prop(name):
    missing = [prop.name for prop in props(name) if not re.search(rf"\b{prop.name}=", uses(name))]
    assert not missing, f"The gallery never shows {{% {name} %}} with {missing}: it is where props are looked up."


@pytest.mark.parametrize("name", COMPONENTS)
def test_it_says_what_it_is_and_what_it_takes(name):
    assert COMPONENTS[name].__doc__, f"Say in a docstring what {name} is for."
    for prop in props(name):
        assert prop.kind is prop.KEYWORD_ONLY, f"{name}({prop.name}): props are named where they are used."
        assert prop.annotation is not prop.empty, f"{name}({prop.name}): say which type it takes."


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_prop_that_does_not_exist_is_an_error_when_the_page_is_read(name):
    needed = " ".join(f"{prop.name}=anything" for prop in props(name) if prop.default is prop.empty)
    close = f"{{% end{name} %}}" if name in BLOCK_NAMES else ""
    Template(f"{{% {name} {needed} %}}{close}")
    with pytest.raises(TemplateSyntaxError, match="unexpected keyword argument 'colour'"):
        Template(f"{{% {name} {needed} colour=red %}}{close}")


@pytest.mark.parametrize("name", [name for name in COMPONENTS if any(prop.default is prop.empty for prop in props(name))])
def test_a_prop_that_is_missing_is_an_error_when_the_page_is_read(name):
    close = f"{{% end{name} %}}" if name in BLOCK_NAMES else ""
    with pytest.raises(TemplateSyntaxError, match="did not receive value"):
        Template(f"{{% {name} %}}{close}")
