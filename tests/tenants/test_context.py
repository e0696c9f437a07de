"""One ContextVar says which school is active, whatever runs beside."""

from __future__ import annotations

import asyncio
import threading
from contextvars import copy_context

import pytest
from asgiref.sync import sync_to_async

from shared_apps.kernel.models import new_id
from tenants import context
from tenants.context import ActiveTenant, NoActiveTenant

A = ActiveTenant(id=new_id(), schema_name="t_000000000000000a", username="alice")
B = ActiveTenant(id=new_id(), schema_name="t_000000000000000b", username="basma")


def test_the_platform_is_where_one_begins():
    assert context.active() is None
    assert context.active_id() is None
    with pytest.raises(NoActiveTenant):
        context.require_tenant()


def test_nested_schools_return_to_the_former_one():
    with context.enter(A):
        with context.enter(B):
            with context.platform():
                assert context.active() is None
            assert context.require_tenant() is B
        assert context.require_tenant() is A
    assert context.active() is None


def test_an_exception_leaves_the_school():
    with pytest.raises(ValueError, match="boom"), context.enter(A), context.enter(B):
        raise ValueError("boom")
    assert context.active() is None


def test_a_new_thread_begins_on_the_platform_and_a_copied_context_in_the_school():
    seen = {}
    with context.enter(A):
        plain = threading.Thread(target=lambda: seen.update(plain=context.active()))
        copied = threading.Thread(
            target=copy_context().run, args=(lambda: seen.update(copied=context.active()),)
        )
        for thread in (plain, copied):
            thread.start()
            thread.join()
    assert seen == {"plain": None, "copied": A}


def test_a_thread_cannot_move_another():
    inside, leave = threading.Event(), threading.Event()

    def other():
        with context.enter(B):
            inside.set()
            leave.wait(5)

    with context.enter(A):
        thread = threading.Thread(target=other)
        thread.start()
        inside.wait(5)
        assert context.require_tenant() is A
        leave.set()
        thread.join()
        assert context.require_tenant() is A


def test_interleaved_async_tasks_keep_their_schools():
    async def work(school):
        seen = []
        with context.enter(school):
            for _ in range(20):
                await asyncio.sleep(0)
                seen.append(context.require_tenant() is school)
                seen.append(await sync_to_async(lambda: context.require_tenant() is school)())
        return seen

    async def everybody():
        return await asyncio.gather(*(work(school) for school in [A, B] * 25))

    assert asyncio.run(everybody()) == [[True] * 40] * 50


def test_the_stock_context_manager_of_a_tenant_is_refused(alpha):
    from tenants.models import Tenant

    tenant = Tenant.objects.get(pk=alpha.id)
    with pytest.raises(RuntimeError, match=r"tenants\.context\.enter"), tenant:
        pass
    with pytest.raises(RuntimeError, match=r"tenants\.context\.enter"):
        tenant.activate()


def test_the_snapshot_of_a_row_carries_its_facts(alpha):
    from tenants.models import Tenant

    assert ActiveTenant.of(Tenant.objects.get(pk=alpha.id)) == alpha
