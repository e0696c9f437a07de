"""Many threads over the pool, two schools with the same keys: nobody ever reads the other's row."""

from __future__ import annotations

import asyncio
import random

import pytest
from asgiref.sync import sync_to_async
from django.db import connection, transaction

from tenant_apps.courses.models import Course
from tenants import context
from tests.parallel import run_parallel

READS = 20_000
THREADS = 8


@pytest.mark.timeout(300)
def test_twenty_thousand_reads_by_eight_threads_cross_nowhere(committed, alpha, beta, capsys):
    keys = []
    with context.enter(alpha):
        for n in range(10):
            keys.append(Course.objects.create(title="alice", price=n).id)
    with context.enter(beta):
        Course.objects.bulk_create([Course(id=key, title="basma") for key in keys])
    schools = {alpha.id: (alpha, "alice"), beta.id: (beta, "basma")}

    def read(dice):
        school, expected = schools[dice.choice([alpha.id, beta.id])]
        with context.enter(school):
            return Course.objects.values_list("title", flat=True).get(pk=dice.choice(keys)) != expected

    def disturb(dice):
        """What undoes a search path: rollbacks, savepoints in another school, connections given back."""
        school, expected = schools[dice.choice([alpha.id, beta.id])]
        other = schools[beta.id if school.id == alpha.id else alpha.id][0]
        crossed = 0
        with context.enter(school):
            try:
                with transaction.atomic():
                    with context.enter(other):
                        Course.objects.filter(pk=dice.choice(keys)).update(price=1)
                    crossed += Course.objects.get(pk=keys[0]).title != expected
                    raise ZeroDivisionError
            except ZeroDivisionError:
                crossed += Course.objects.get(pk=keys[0]).title != expected
        connection.close()
        return crossed

    def work(seed):
        dice = random.Random(seed)
        crossed = reads = 0
        while reads < READS // THREADS:
            crossed += read(dice)
            reads += 1
            if dice.random() < 0.02:
                crossed += disturb(dice)
                reads += 2
        return crossed, reads

    answers = run_parallel([lambda seed=seed: work(seed) for seed in range(THREADS)], threads=THREADS)
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    reads = sum(reads for _, reads in answers)
    crossed = sum(crossed for crossed, _ in answers)
    with capsys.disabled():
        print(f"\n{crossed} of {reads} reads by {THREADS} threads crossed")
    assert reads >= READS
    assert crossed == 0


def test_interleaved_async_reads_cross_nowhere(committed, alpha, beta):
    for school in (alpha, beta):
        with context.enter(school):
            Course.objects.create(title=school.username)

    def read():
        try:
            return Course.objects.get().title
        finally:
            connection.close()

    async def work(school, sensitive):
        with context.enter(school):
            titles = []
            for _ in range(5):
                await asyncio.sleep(0)
                titles.append(await sync_to_async(read, thread_sensitive=sensitive)())
                titles.append((await Course.objects.aget()).title)
            return titles == [school.username] * 10

    async def everybody():
        return await asyncio.gather(
            *(work(school, sensitive) for school in [alpha, beta] * 10 for sensitive in (True, False))
        )

    assert asyncio.run(everybody()) == [True] * 40
