"""Each component as it is drawn."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template import RequestContext, Template
from django.template.loader import get_template, render_to_string
from django.test import Client, RequestFactory

from credcenter.web import icons, tones

TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))


def drawn(source: str, **context: object) -> str:
    request = RequestFactory().get("/list?q=x&page=2")
    return Template("{% load ui %}" + source).render(RequestContext(request, context))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_template_compiles_and_keeps_to_the_content_policy(path: Path) -> None:
    get_template(str(path.relative_to(Path(settings.BASE_DIR, "templates"))))
    source = path.read_text(encoding="utf-8")

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", source)
    assert not re.search(r"""(src|href)=["'](https?:)?//""", source)


def test_a_state_is_word_and_icon() -> None:
    html = drawn("{% pill 'revoked' 'Revoked' %}")

    assert "<svg" in html
    assert "Revoked" in html
    assert 'class="pill bad"' in html


@pytest.mark.parametrize("state", sorted(tones._TONES))
def test_every_tone_has_a_drawn_icon(state: str) -> None:
    assert "<svg" in icons.draw(tones.tone_of(state).icon)


def test_an_unknown_state_is_plain() -> None:
    assert 'class="pill plain"' in drawn("{% pill 'unheard-of' 'Unheard of' %}")


def test_a_misspelt_icon_is_an_error() -> None:
    with pytest.raises(KeyError):
        icons.draw("chekc")


@pytest.mark.parametrize(
    ("value", "of", "percent"), [(9, 12, 75), (15, 12, 100), (-1, 12, 0), (3, 0, 100)]
)
def test_progress_stays_between_nothing_and_whole(value: int, of: int, percent: int) -> None:
    html = drawn("{% progress value of 'credits' %}", value=value, of=of)

    assert f'value="{percent}"' in html
    assert html.count("credits") == 2


@pytest.mark.parametrize(
    ("value", "text"), [("3.0", "3"), ("2.50", "2.5"), (100, "100"), (None, ""), ("0.00", "0")]
)
def test_a_number_without_needless_zeros(value: object, text: str) -> None:
    assert drawn("{{ value|plain_number }}", value=value) == text


def test_pages_keep_the_rest_of_the_address() -> None:
    page = Paginator(range(100), 10).get_page(2)
    html = drawn("{% include 'components/pagination.html' %}", page=page)

    assert "q=x&amp;page=1" in html
    assert "q=x&amp;page=3" in html


def test_one_page_needs_no_pages() -> None:
    page = Paginator(range(3), 10).get_page(1)

    assert "<nav" not in drawn("{% include 'components/pagination.html' %}", page=page)


def test_steps_tell_which_is_now() -> None:
    html = render_to_string("components/stepper.html", {"steps": ["one", "two", "three"], "now": 2})

    assert html.count("aria-current") == 1
    assert 'class="done"' in html


@pytest.mark.urls("tests.web.urls")
def test_a_field_ties_label_hint_and_error_together(client: Client) -> None:
    html = client.post("/sample", {"name": ""}).content.decode()

    assert 'for="id_name"' in html
    assert 'aria-invalid="true"' in html
    described = re.search(r'name="name"[^>]*aria-describedby="([^"]+)"', html)
    assert described
    assert all(f'id="{part}"' in html for part in described[1].split())
    assert "<legend>Answer</legend>" in html
    assert "data-file-drop" in html
