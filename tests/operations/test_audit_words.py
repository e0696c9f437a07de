"""The console says what was done in words, whatever the act."""

from __future__ import annotations

import re
from pathlib import Path

from shared_apps.operations.web.words import ACTS, OBJECTS, act_word

ROOT = Path(__file__).parents[2]
ACT = re.compile(r'"((?:school|category|person|second_factor|assessment)\.[a-z_]+)"')
RECORDERS = ("record_act", "note(", "_note(")
# Lines of the school's own log, which has words of its own.
OF_THE_SCHOOL = re.compile(r'act="[a-z_]+\.[a-z_]+"|return "assessment\.\w+"')


def test_every_recorded_act_has_words() -> None:
    found = set()
    for folder in ("shared_apps", "tenants", "tenant_apps"):
        for path in (ROOT / folder).rglob("*.py"):
            text = path.read_text()
            if "record_act" in text or "operations.services.schools import note" in text:
                found |= set(ACT.findall(OF_THE_SCHOOL.sub("", text)))
    assert found - set(ACTS) - {"assessment.changed", "assessment.unpublished"} == set()
    assert len(found) > 10


def test_an_act_nobody_named_is_shown_as_it_is() -> None:
    assert act_word("something.new") == "something.new"
    assert str(OBJECTS["person"]) == "Person"
