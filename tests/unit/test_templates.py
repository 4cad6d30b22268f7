"""Templates escape user text, fail on an undefined name, and send no layout whitespace of their source."""

from pathlib import Path

import pytest
from jinja2 import UndefinedError

from alumusic.templates import templates

WRITTEN = "<script>{{ 7 * 7 }}</script>&\"'"


def rendered(folder: Path, source: str, file: str = "page.html.j2", /, **values: object) -> str:
    (folder / file).write_text(source, encoding="utf-8")
    return templates(folder).get_template(file).render(values)


def test_every_value_is_escaped_whatever_it_passes_through(tmp_path: Path) -> None:
    source = "{% macro bold(x) %}<b title='{{ x }}'>{{ x }}</b>{% endmacro %}{{ bold(name) }}{{ 'a' ~ name }}"

    found = rendered(tmp_path, source, name=WRITTEN)

    escaped = "&lt;script&gt;{{ 7 * 7 }}&lt;/script&gt;&amp;&#34;&#39;"
    assert found == f"<b title='{escaped}'>{escaped}</b>a{escaped}"


def test_a_missing_name_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UndefinedError):
        rendered(tmp_path, "<p>{{ nome }}</p>")


def test_line_ends_and_indentation_are_not_sent_but_in_a_style(tmp_path: Path) -> None:
    source = "<ul>\n  {% for n in (1, 2) %}\n    <li>{{ n }} vez</li>\n  {% endfor %}\n</ul>\n"

    assert rendered(tmp_path, source) == "<ul><li>1 vez</li><li>2 vez</li></ul>"
    assert rendered(tmp_path, "a{\n}\n", "page.css") == "a{\n}"
