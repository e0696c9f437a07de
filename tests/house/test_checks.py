"""Each check of the house finds a planted fault, at its line, and is silent about what is right."""

from collections.abc import Callable
from pathlib import Path

import pytest

from deploy import run_checks
from deploy.checks import direction, layers, marks, pages, sizes, words

Plant = Callable[[str, str], None]


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    def write(place: str, text: str) -> None:
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    return write


PAGE = "tenant_apps/courses/templates/courses/student/list.html"


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ('<p style="color: red">', "inline style= on <p>"),
        ("<p {% if x %}style='top:0'{% endif %}>", "inline style= on <p>"),
        ('<p :style="{top: 0}">', "inline style= on <p>"),
        ("<style>p {}</style>", "inline <style>"),
        ("<script>run()</script>", "inline <script>"),
        ('<script type="module">run()</script>', "inline <script>"),
        ('<button onclick="run()">', "inline handler onclick= on <button>"),
        ('<body\n  onload="run()">', "inline handler onload= on <body>"),
        ('<a href="javascript:run()">', "javascript: address on <a>"),
    ],
)
def test_what_the_content_policy_refuses_is_found(
    plant: Plant, tmp_path: Path, markup: str, fault: str
) -> None:
    plant(PAGE, f"<main>\n{markup}\n</main>\n")

    assert pages.problems(project=tmp_path) == [f"{PAGE}:2: {fault}"]


@pytest.mark.parametrize(
    "markup",
    [
        '<script src="{% static "a.js" %}" defer></script>',
        '<script type="application/json">{"a": 1}</script>',
        '<button @click="open = true" x-on:click="run" data-on="x">',
        '<p title="style = onclick=">',
        '{# <p style="x"> #}<!-- <script>x</script> -->',
        '<c-card body_style="wide" />',
        '{% if a > b %}<link rel="stylesheet" href="/theme.css">{% endif %}',
    ],
)
def test_what_the_content_policy_allows_is_left_alone(plant: Plant, tmp_path: Path, markup: str) -> None:
    plant(PAGE, markup)

    assert pages.problems(project=tmp_path) == []


@pytest.mark.parametrize("prefix", ["", "-", "!", "md:", "hover:rtl:"])
@pytest.mark.parametrize(
    "name",
    [
        "ml-2",
        "pr-1",
        "left-0",
        "right-1/2",
        "text-left",
        "float-right",
        "border-l",
        "border-r-2",
        "rounded-l",
    ],
)
def test_class_that_names_a_side_is_found(plant: Plant, tmp_path: Path, prefix: str, name: str) -> None:
    plant(PAGE, f'<p>\n<b class="card {prefix}{name} {{% if x %}}wide{{% endif %}}">')

    assert direction.problems(project=tmp_path) == [
        f"{PAGE}:2: class {prefix}{name} names a side; use the start or end one"
    ]


def test_class_that_follows_the_direction_is_left_alone(plant: Plant, tmp_path: Path) -> None:
    plant(PAGE, '<b class="ms-2 pe-4 start-0 text-start border-s rounded-ss-lg mlx plain {{ left-0 }}">')

    assert direction.problems(project=tmp_path) == []


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("margin-left: 1px", "margin-left"),
        ("padding-right: 1px", "padding-right"),
        ("border-left-color: red", "border-left-color"),
        ("border-top-right-radius: 1px", "border-top-right-radius"),
        ("left: 0", "left"),
        ("text-align: right", "text-align: right"),
        ("float:left", "float:left"),
        ("@apply card ml-2", "ml-2"),
    ],
)
def test_style_rule_that_names_a_side_is_found(plant: Plant, tmp_path: Path, rule: str, found: str) -> None:
    plant("branding/frontend/cards.css", f".card {{\n  {rule};\n}}\n")

    assert direction.problems(project=tmp_path) == [
        f"branding/frontend/cards.css:2: {found} names a side; use the inline one"
    ]


def test_style_rule_that_follows_the_direction_or_says_why_not_is_left_alone(
    plant: Plant, tmp_path: Path
) -> None:
    plant(
        "branding/frontend/cards.css",
        "/* margin-left: 1px */\n"
        ".left { margin-inline-start: 1px; inset-inline-end: 0; text-align: start; }\n"
        ".film { left: 0; } /* physical: films do not turn round */\n",
    )
    plant("branding/static/branding/app.css", "p{margin-left:1px}")

    assert direction.problems(project=tmp_path) == []


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<h1>Your courses</h1>", "Your courses"),
        ("<h1>كورساتك</h1>", "كورساتك"),
        ('<input placeholder="Search">', "Search"),
        ('<button aria-label="Close" class="x"></button>', "Close"),
        ('<c-empty heading="Nothing here" />', "Nothing here"),
        ("{% if x %}Done{% endif %}", "Done"),
    ],
)
def test_untranslated_words_are_found(plant: Plant, tmp_path: Path, markup: str, found: str) -> None:
    plant(PAGE, f"<main>\n{markup}\n</main>\n")

    assert words.problems(project=tmp_path) == [f"{PAGE}:2: “{found}” is not translated"]


@pytest.mark.parametrize(
    "markup",
    [
        '<h1>{% trans "Your courses" %}</h1>',
        "<h1>{% blocktranslate count n=x %}One course{% plural %}{{ n }} courses{% endblocktranslate %}</h1>",
        '<input placeholder="{% translate "Search" %}">',
        "<b>EduPro</b> 12 % &nbsp; &copy; × –",
        "<code>GET /api</code><script>var word;</script>{# a note #}<!-- a note -->",
        '<b translate="no">Amira Hassan</b>',
        "{% block body_class %}{% if actor %}has-tabbar{% endif %}{% endblock %}",
        '<{{ tag }} class="card {% if flush %}card-flush{% endif %}">{{ slot }}</{{ tag }}>',
        '<a href="/teach/courses/" class="button wide" data-title="x">{{ course.title }}</a>',
    ],
)
def test_translated_and_wordless_markup_is_left_alone(plant: Plant, tmp_path: Path, markup: str) -> None:
    plant(PAGE, markup)

    assert words.problems(project=tmp_path) == []


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("from rest_framework import serializers", "rest_framework"),
        ("import rest_framework.views", "rest_framework.views"),
        ("from django.http import HttpRequest", "django.http"),
        ("from django import urls", "django.urls"),
        ("def f():\n    from django.shortcuts import render", "django.shortcuts"),
    ],
)
@pytest.mark.parametrize("place", ["services.py", "models/course.py", "rules/prices.py"])
def test_domain_module_that_knows_the_web_is_found(
    plant: Plant, tmp_path: Path, statement: str, name: str, place: str
) -> None:
    plant(f"tenant_apps/courses/{place}", f"{statement}\n")
    line = statement.count("\n") + 1

    assert layers.problems(project=tmp_path) == [
        f"tenant_apps/courses/{place}:{line}: a domain module imports {name}"
    ]


def test_modules_at_the_edge_may_know_the_web(plant: Plant, tmp_path: Path) -> None:
    plant("tenant_apps/courses/api/edupro_v1.py", "from rest_framework import serializers\n")
    plant("tenant_apps/courses/web/student.py", "from django.http import HttpRequest\n")
    plant("shared_apps/wire/errors.py", "from rest_framework import views\n")
    plant("tenant_apps/courses/services.py", "from django.db import models\n")

    assert layers.problems(project=tmp_path) == []


def test_junk_drawer_is_found(plant: Plant, tmp_path: Path) -> None:
    plant("tenant_apps/courses/utils.py", "")

    assert layers.problems(project=tmp_path) == [
        "tenant_apps/courses/utils.py: name the noun; a drawer called utils.py fills with everything"
    ]


def test_long_functions_and_files_are_found(plant: Plant, tmp_path: Path) -> None:
    plant("tenants/long.py", "def story():\n" + "    step()\n" * 40 + "step()\n" * 210)

    assert sizes.problems(project=tmp_path) == [
        "tenants/long.py: 251 lines; make a package of the same name (ceiling 250)",
        "tenants/long.py:1: story has 41 lines (ceiling 40)",
    ]


def test_longest_allowed_function_and_file_pass(plant: Plant, tmp_path: Path) -> None:
    plant("tenants/long.py", "def story():\n" + "    step()\n" * 39 + "step()\n" * 210)

    assert sizes.problems(project=tmp_path) == []


@pytest.mark.parametrize(
    "mark",
    [
        "TO" + "DO",
        "FIX" + "ME",
        "raise NotImple" + "mentedError",
        "pytest.mark.sk" + "ip",
        "pytest.xf" + "ail",
    ],
)
def test_work_mark_is_found(plant: Plant, tmp_path: Path, mark: str) -> None:
    plant("tests/courses/test_rules.py", f"pass\n# {mark} later\n")

    assert marks.problems(project=tmp_path) == [f"tests/courses/test_rules.py:2: {mark} is left in the code"]


def test_check_that_does_not_exist_is_refused_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_checks.main(["spelling"]) == 2
    assert capsys.readouterr().out.startswith(
        "check: there is no spelling; there are ruff, format, imports, "
    )


def test_one_check_can_be_run_alone(capsys: pytest.CaptureFixture[str]) -> None:
    failed = run_checks.main(["layers"])
    lines = [line for line in capsys.readouterr().out.splitlines() if not line.startswith(" ")]

    assert lines[0].split()[:2] == [("ok", "FAIL")[failed], "layers"]
    assert lines[1:] == [("1 checks passed, 0 failed", "0 checks passed, 1 failed: layers")[failed]]
