"""The catalogue is compared with what code and templates really ask for."""

from pathlib import Path

import pytest

from deploy.checks.messages import messages
from deploy.checks.translations import CATALOGUE, problems
from deploy.messages import compiled

HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
"n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;\\n"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    code = tmp_path / "tenant_apps" / "courses"
    (code / "templates").mkdir(parents=True)
    (tmp_path / CATALOGUE).parent.mkdir(parents=True)
    return tmp_path


def write_code(project: Path, text: str) -> None:
    (project / "tenant_apps/courses/errors.py").write_text(text)


def write_page(project: Path, text: str) -> None:
    (project / "tenant_apps/courses/templates/page.html").write_text(text)


def write_catalogue(project: Path, entries: str) -> None:
    path = project / CATALOGUE
    path.write_text(f"{HEADER}\n{entries}\n")
    path.with_suffix(".mo").write_bytes(compiled(catalogue=path))


def test_every_way_of_asking_for_a_text_is_found(project: Path) -> None:
    write_code(
        project,
        "from django.utils.translation import gettext_lazy as _, ngettext, pgettext\n"
        "a = _('Code spent')\n"
        "b = ngettext('%(n)d day', '%(n)d days', n)\n"
        "c = pgettext('month', 'May')\n"
        "d = _('two '\n 'parts')\n"
        "e = _(variable)\n",
    )
    write_page(
        project,
        '{% load i18n %}<h1 title="{% trans "Your courses" %}">\n'
        "{% blocktranslate trimmed with name=x %}\n  Hello\n  {{ name }}\n{% endblocktranslate %}\n"
        "{% blocktranslate count n=x %}{{ n }} lesson{% plural %}{{ n }} lessons{% endblocktranslate %}\n"
        '{% translate "May" context "verb" %}{{ _("Inside") }}<p>(a bracket _( that is text)</p>\n',
    )
    place = "tenant_apps/courses/"

    assert sorted(messages(project=project), key=lambda one: one.text) == [
        (None, "%(n)d day", "%(n)d days", f"{place}errors.py:3"),
        (None, "%(n)s lesson", "%(n)s lessons", f"{place}templates/page.html:6"),
        (None, "Code spent", None, f"{place}errors.py:2"),
        (None, "Hello %(name)s", None, f"{place}templates/page.html:2"),
        (None, "Inside", None, f"{place}templates/page.html:7"),
        ("month", "May", None, f"{place}errors.py:4"),
        ("verb", "May", None, f"{place}templates/page.html:7"),
        (None, "Your courses", None, f"{place}templates/page.html:1"),
        (None, "two parts", None, f"{place}errors.py:5"),
    ]


def test_complete_catalogue_passes(project: Path) -> None:
    write_code(project, "a = _('Code spent')\nb = ngettext('%(n)d day', '%(n)d days', n)\n")
    forms = "\n".join(
        f'msgstr[{n}] "{word}"'
        for n, word in enumerate(["لا أيام", "يوم", "يومان", "%(n)d أيام", "%(n)d يومًا", "%(n)d يوم"])
    )
    write_catalogue(
        project,
        f'msgid "Code spent"\nmsgstr "استُخدم الكود"\n\nmsgid "%(n)d day"\nmsgid_plural "%(n)d days"\n{forms}',
    )

    assert problems(project=project) == []


def test_missing_catalogue_is_named(project: Path) -> None:
    assert problems(project=project) == ["locale/ar/LC_MESSAGES/django.po is missing"]


def test_text_that_is_not_in_the_catalogue_is_found_once(project: Path) -> None:
    write_code(
        project, "a = _('Code spent')\nb = _('Code spent')\nc = _('Known')\nd = pgettext('x', 'Known')\n"
    )
    write_catalogue(project, 'msgid "Known"\nmsgstr "معروف"')

    assert problems(project=project) == [
        "tenant_apps/courses/errors.py:1: no Arabic for “Code spent”",
        "tenant_apps/courses/errors.py:4: no Arabic for “Known”",
    ]


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ('msgid "Hello"\nmsgstr ""', "“Hello” has no translation, or not in every plural form"),
        ('#, fuzzy\nmsgid "Hello"\nmsgstr "أهلا"', "“Hello” is marked unsure"),
        (
            'msgid "Hello %(name)s"\nmsgstr "أهلا"',
            "“Hello %(name)s” has other placeholders: %(name)s",
        ),
        (
            'msgid "Hello {name}"\nmsgstr "أهلا {nom}"',
            "“Hello {name}” has other placeholders: {name}, {nom}",
        ),
        (
            'msgid "a day"\nmsgid_plural "%(n)d days"\nmsgstr[0] "ا"\nmsgstr[1] "ب"',
            "“a day” has no translation, or not in every plural form",
        ),
    ],
)
def test_faulty_entry_is_found(project: Path, entry: str, fault: str) -> None:
    write_catalogue(project, entry)

    assert [problem.partition(": ")[2] for problem in problems(project=project)] == [fault]


def test_compiled_catalogue_that_is_older_is_found(project: Path) -> None:
    write_catalogue(project, 'msgid "Known"\nmsgstr "معروف"')
    path = project / CATALOGUE
    path.write_text(path.read_text().replace("معروف", "مألوف"))

    assert problems(project=project) == [
        "locale/ar/LC_MESSAGES/django.mo is not what the catalogue says; run `make messages`"
    ]
