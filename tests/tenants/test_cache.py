"""Equal cache keys of two schools never meet."""

from __future__ import annotations

from django.core.cache import cache, caches

from shared_apps.kernel.models import new_id
from tenants import context
from tenants.context import ActiveTenant

A = ActiveTenant(id=new_id(), schema_name="t_000000000000000a", username="alice")
B = ActiveTenant(id=new_id(), schema_name="t_000000000000000b", username="basma")


def test_the_same_key_holds_three_values():
    for school in (A, B):
        with context.enter(school):
            cache.set("page:1", school.username)
    cache.set("page:1", "platform")
    seen = [cache.get("page:1")]
    for school in (B, A):
        with context.enter(school):
            seen.append(cache.get("page:1"))
    assert seen == ["platform", "basma", "alice"]


def test_many_keys_and_counters_are_apart_too():
    with context.enter(A):
        cache.set_many({"x": 1, "y": 2})
        cache.add("n", 1)
        cache.incr("n", 5)
    with context.enter(B):
        assert cache.get_many(["x", "y", "n"]) == {}
        cache.delete_many(["x", "y", "n"])
    with context.enter(A):
        assert cache.get_many(["x", "y", "n"]) == {"x": 1, "y": 2, "n": 6}


def test_the_platform_alias_is_one_for_all():
    with context.enter(A):
        caches["platform"].set("generation", 7)
    with context.enter(B):
        assert caches["platform"].get("generation") == 7


def test_the_key_names_the_school():
    with context.enter(A):
        assert cache.make_key("k") == f":{A.id}:1:k"
    assert cache.make_key("k") == ":platform:1:k"
