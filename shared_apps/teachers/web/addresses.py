"""The live check of a school's address, and what to offer instead of one that is gone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from shared_apps.accounts.selectors import find_taken
from shared_apps.kernel.errors import Refusal
from tenants.names import UsernameReserved, UsernameTaken, clean_username
from tenants.provision import refuse_unavailable

MAX_OFFERS = 3
_ENDINGS = ("{0}-school", "{0}-academy", "teacher-{0}", "{0}-online", "{0}-lessons")


@dataclass(frozen=True, slots=True)
class AddressAnswer:
    """`username` as it would be kept; `refusal` None when it is free; `offers` are free ones."""

    username: str
    refusal: Refusal | None = None
    offers: list[str] = field(default_factory=list)


def check_address(*, wanted: str, hints: Iterable[str], now: datetime) -> AddressAnswer:
    """Whether a school may be called `wanted`; if not, free names made from it and from `hints`.

    It promises nothing: the name is taken when the school opens.
    """
    try:
        name = _free(wanted, now)
    except Refusal as refusal:
        # A reserved word with an ending would still look like the platform's own.
        seeds = [*hints] if isinstance(refusal, UsernameReserved) else [wanted, *hints]
        offers = list_offers(seeds=seeds, now=now)
        return AddressAnswer(username=wanted.strip().lower(), refusal=refusal, offers=offers)
    return AddressAnswer(username=name)


def list_offers(*, seeds: Iterable[str], now: datetime) -> list[str]:
    """Up to `MAX_OFFERS` free names, nearest to the first seed."""
    offers: list[str] = []
    for candidate in _candidates(seeds):
        try:
            name = _free(candidate, now)
        except Refusal:
            continue
        if name not in offers:
            offers.append(name)
        if len(offers) == MAX_OFFERS:
            break
    return offers


def _free(wanted: str, now: datetime) -> str:
    name = clean_username(wanted)
    refuse_unavailable(username=name, now=now)
    # The owner's own username is the same word, so a student may have it already.
    if find_taken(email="", phone=None, username=name):
        raise UsernameTaken
    return name


def _candidates(seeds: Iterable[str]) -> Iterable[str]:
    stems = [stem for stem in (_stem(seed) for seed in seeds) if len(stem) > 1]
    yield from stems
    for ending in _ENDINGS:
        for stem in stems[:2]:
            yield ending.format(stem)


def _stem(seed: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", seed.partition("@")[0].lower()).strip("-0123456789")
    return re.sub(r"-{2,}", "-", words)[:20].strip("-")
