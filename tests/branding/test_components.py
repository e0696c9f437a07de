"""Components: what people typed stays text, forms say what is wrong, pages keep their filters."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, loader
from django.utils import translation

from tests.branding.kit import render

HOSTILE = """"' onfocus='x' autofocus="><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 }}&"""
COMPONENTS = Path("branding/templates/cotton")


class Tags(HTMLParser):
    """Collects every tag and every attribute name as a browser would see them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data):
        self.text += data


def seen(html):
    parser = Tags()
    parser.feed(html)
    return parser


HOSTILE_USES = [
    '<c-button label="{{ x }}" data-x="{{ x }}">{{ x }}</c-button>',
    '<c-button href="/a?q={{ x }}">{{ x }}</c-button>',
    '<c-card title="{{ x }}" note="{{ x }}">{{ x }}</c-card>',
    '<c-page-head title="{{ x }}" note="{{ x }}" eyebrow="{{ x }}" />',
    '<c-course-card title="{{ x }}" teacher="{{ x }}" level="{{ x }}" badge="{{ x }}" price="{{ x }}" />',
    '<c-lesson-row title="{{ x }}" href="/l" note="{{ x }}" duration="{{ x }}" />',
    '<c-module title="{{ x }}" note="{{ x }}" />',
    '<c-item title="{{ x }}" note="{{ x }}" href="/i" />',
    '<c-alert title="{{ x }}">{{ x }}</c-alert>',
    "<c-badge>{{ x }}</c-badge>",
    '<c-avatar name="{{ x }}" src="{{ x }}" />',
    '<c-logo name="{{ x }}" src="{{ x }}" />',
    '<c-empty title="{{ x }}" text="{{ x }}" />',
    '<c-stat label="{{ x }}" value="{{ x }}" note="{{ x }}" />',
    '<c-input name="a" label="{{ x }}" value="{{ x }}" help="{{ x }}" error="{{ x }}" suffix="{{ x }}" />',
    '<c-textarea name="a" label="{{ x }}" value="{{ x }}" />',
    '<c-select name="a" label="{{ x }}" :options="pairs" value="{{ x }}" />',
    '<c-toggle name="a" label="{{ x }}" help="{{ x }}" />',
    '<c-code-input value="{{ x }}" label="{{ x }}" error="{{ x }}" />',
    '<c-search value="{{ x }}" label="{{ x }}" />',
    '<c-copy-button text="{{ x }}" label="{{ x }}" />',
    '<c-confirm id="c" title="{{ x }}" text="{{ x }}" action="/x" confirm="{{ x }}" opener="{{ x }}" />',
    '<c-modal id="m" title="{{ x }}">{{ x }}</c-modal>',
    '<c-progress value="5" label="{{ x }}" caption="{{ x }}" />',
    '<c-ring percent="5" label="{{ x }}" />',
    '<c-bars :rows="rows" label="{{ x }}" />',
    '<c-columns :rows="rows" label="{{ x }}" unit="{{ x }}" />',
    '<c-checklist-item title="{{ x }}" note="{{ x }}" href="/x" />',
    '<c-tab href="/x" count="{{ x }}">{{ x }}</c-tab>',
    '<c-qr text="{{ x }}" label="{{ x }}" />',
    '<c-player src="{{ x }}" title="{{ x }}" watermark="{{ x }}" report_url="{{ x }}" />',
    '<c-price amount="{{ x }}" currency="{{ x }}" was="{{ x }}" />',
    '<c-menu-item href="/x">{{ x }}</c-menu-item>',
    "<c-crumb>{{ x }}</c-crumb>",
]


@pytest.mark.parametrize("source", HOSTILE_USES, ids=lambda source: re.match(r"<c-([a-z-]+)", source)[1])
def test_typed_text_stays_text(source):
    html = render(source, x=HOSTILE, pairs=[(HOSTILE, HOSTILE)], rows=[(HOSTILE, 1)])
    found = seen(html)
    assert found.tags & {"script"} == set()
    assert {name for name in found.attributes if name.startswith("on")} == set()
    assert "autofocus" not in found.attributes
    assert "&amp;amp;" not in html


@pytest.mark.parametrize("path", sorted(COMPONENTS.glob("*.html")), ids=lambda path: path.stem)
def test_component_declares_class_and_leaks_nothing_from_the_page(path):
    declared = re.search(r"<c-vars(.*?)/>", path.read_text(), re.S)[1]
    names = set(re.findall(r"[\s:]([a-z_]+)=", declared))
    used = set(re.findall(r"\{\{ ([a-z_]+)", path.read_text())) | set(
        re.findall(r"\{% if (?:not )?([a-z_]+)", path.read_text())
    )
    local = {
        "attrs",
        "slot",
        "csrf_token",
        "kind",
        "geometry",
        "spark",
        "bar",
        "bars",
        "number",
        "window",
        "option",
    }
    local |= {"drawn", "column", "key", "text", "error", "field", "form", "page", "start", "end", "total"}
    # What the template itself names in its loops.
    local |= {"forloop"} | set(re.findall(r"\{% for ([a-z_]+) in ", path.read_text()))
    local |= set(re.findall(r" with ([a-z_]+)=", path.read_text()))
    assert used - names - local == set()


def test_parents_variables_do_not_reach_a_component():
    html = render(
        "<c-button>Save</c-button><c-card>x</c-card>", title="LEAK", href="/LEAK", icon="LEAK", label="LEAK"
    )
    assert "LEAK" not in html


def test_class_is_printed_once():
    assert render('<c-button class="mine">x</c-button>').count("mine") == 1
    assert render('<c-card class="mine">x</c-card>').count("mine") == 1


def test_button_is_a_link_or_a_button():
    assert seen(render('<c-button href="/x">Go</c-button>')).tags == {"a"}
    assert 'type="submit"' in render("<c-button>Go</c-button>")
    assert " disabled" in render("<c-button disabled>Go</c-button>")


class Form(forms.Form):
    full_name = forms.CharField(help_text="As on certificates")
    email = forms.EmailField(required=False)
    password = forms.CharField(widget=forms.PasswordInput)
    way = forms.ChoiceField(widget=forms.RadioSelect, choices=[("a", "Code"), ("b", "Wallet")])
    many = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, choices=[("a", "A")], required=False
    )
    agree = forms.BooleanField()
    file = forms.FileField(required=False)
    secret = forms.CharField(widget=forms.HiddenInput)


def field(name, data=None, **extra):
    more = " ".join(f'{key}="{value}"' for key, value in extra.items())
    return render(f'<c-field :field="field" {more} />', field=Form(data)[name])


def test_wrong_field_names_its_error_for_screen_readers():
    html = field("full_name", data={})
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_full_name_error"' in html
    assert 'id="id_full_name_error"' in html
    assert "This field is required." in html


def test_right_field_points_at_its_help():
    html = field("full_name")
    assert 'aria-describedby="id_full_name_helptext"' in html
    assert 'id="id_full_name_helptext">As on certificates' in html
    assert "aria-invalid" not in html


def test_field_kinds():
    assert 'type="email"' in field("email", type="email")
    assert 'dir="ltr"' in field("email", type="email")
    assert "optional" in field("email")
    assert 'data-reveal="#id_password"' in field("password")
    assert field("way").count('type="radio"') == 2
    assert field("way").count("<label") == 2
    assert 'type="checkbox"' in field("many")
    assert 'class="checkbox"' in field("agree")
    assert 'role="switch"' in field("agree", type="toggle")
    assert "dropzone" in field("file")
    assert field("secret").strip().startswith('<input type="hidden"')


def test_password_is_never_printed_back():
    assert "hunter2" not in field("password", data={"password": "hunter2"})


def test_form_errors_list_each_field_once_and_nothing_for_a_clean_form():
    html = render(
        '<c-form-errors :form="form" />',
        form=Form({"way": "a", "agree": "on", "secret": "x", "password": "p"}),
    )
    assert html.count('href="#id_') == 1
    assert 'role="alert"' in html
    assert render('<c-form-errors :form="form" />', form=Form()).strip() == ""


def test_pagination_keeps_the_other_filters_and_hides_for_one_page():
    page = Paginator(range(228), 12).get_page(7)
    html = render('<c-pagination :page="page" />', path="/?q=a%26b&page=7", page=page)
    assert 'href="?q=a%26b&amp;page=8"' in html
    assert "73–84" in html
    assert render('<c-pagination :page="page" />', page=Paginator(range(3), 12).get_page(1)).strip() == ""


def test_numbers_of_drawings_keep_their_point_in_arabic():
    with translation.override("ar"):
        html = render('<c-ring percent="64" size="57" /><c-progress :value="value" />', value=64.5)
    assert re.findall(r' r="([^"]*)"', html) == ["25.34", "25.34"]
    assert 'value="64.5"' in html


def test_ring_of_what_has_not_begun_says_zero():
    html = render('<c-ring :percent="value" label="Progress" />', value=0)
    assert html.count(">0%</span>") == 1
    assert 'aria-label="Progress: 0%"' in html
    told = render('<c-ring percent="66.67" told="66.7" label="Result" />')
    assert told.count(">66.7%</span>") == 1


def test_pointing_icons_turn_around_and_others_do_not():
    assert "icon-flip" in render('<c-icon name="arrow-right" />')
    assert "icon-flip" not in render('<c-icon name="play" />')


def test_locked_lesson_has_no_link():
    assert "<a" not in render('<c-lesson-row title="Sound" href="/lesson" state="locked" />')
    assert 'href="/lesson"' in render('<c-lesson-row title="Sound" href="/lesson" />')


def test_open_progress_of_zero_is_shown():
    assert 'value="0"' in render('<c-course-card title="x" href="/" :percent="0" />')
    assert "<progress" not in render('<c-course-card title="x" href="/" />')


@pytest.mark.parametrize("code", ["400", "403", "404", "429", "500"])
def test_system_page_says_one_thing_and_where_to_go(code, rf):
    html = loader.get_template(f"{code}.html").render({} if code == "500" else {"school": None}, rf.get("/x"))
    assert html.count("<h1") == 1
    assert 'href="/"' in html
    assert seen(html).tags >= {"html", "main", "svg"}


def test_broken_page_needs_no_context_at_all():
    assert "<h1" in loader.get_template("500.html").template.render(Context())
