"""Schools in every state, for the operators and the directory: warned, suspended, archived, visited."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal
from typing import Any

OWNERS = {
    "suspended": ("garden", "ليلى", "البستاني", "+201000000401"),
    "archived": ("harbour", "Henry", "Harbour", "+201000000402"),
}
REASON = "Sample: the teacher asked for a pause"


def furnish_platform(by: Any, now: Any) -> dict[str, Any]:
    """Ids of a school in each state."""
    from shared_apps.operations.services.schools import archive, give_notice, suspend

    ids = {state: _open(*names, now=now) for state, names in OWNERS.items()}
    for tenant_id in ids.values():
        suspend(tenant_id=tenant_id, reason=REASON, cannot_wait=True, by=by, now=now)
    archive(tenant_id=ids["archived"], confirm=OWNERS["archived"][0], by=by)
    warned = _be_found(now)
    day = (now + timedelta(days=30)).date()
    give_notice(tenant_id=warned, reason=REASON, closes_on=day, by=by, now=now)
    return {**ids, "warned": warned}


def visit(tenant: Any, by: Any, now: Any) -> Any:
    """Tokens of an operator who looks at the school as its owner, for a whole walk."""
    from shared_apps.operations.models import Visit
    from shared_apps.operations.services.visits import ask_visit, enter_visit
    from tenants import context

    word = ask_visit(tenant_id=tenant.id, reason="Ticket 9", by=by, now=now)
    Visit.objects.filter(tenant=tenant, entered_at=None).update(ends_at=now + timedelta(hours=8))
    with context.enter(tenant):
        return enter_visit(word=word, now=now)


def _open(username: str, first_name: str, last_name: str, phone: str, *, now: Any) -> uuid.UUID:
    from config.demo.content import PASSWORD
    from shared_apps.teachers.services import open_school

    profile = open_school(
        username=username,
        email=f"{username}@schools.example",
        phone=phone,
        first_name=first_name,
        last_name=last_name,
        password=PASSWORD,
        now=now,
    )
    return profile.tenant_id


def _be_found(now: Any) -> uuid.UUID:
    """A third school in the directory, elsewhere and without ratings."""
    from shared_apps.catalogue.models import CatalogueCourse
    from shared_apps.categories.models import Category
    from shared_apps.teachers.models import TeacherProfile
    from tenants.models import Tenant

    tenant = Tenant.objects.get(username="alice")
    Tenant.objects.filter(pk=tenant.pk).update(country="SA", currency="SAR")
    TeacherProfile.objects.filter(tenant=tenant).update(
        full_name="أكاديمية المثال للكيمياء (عينة)",
        tagline="كيمياء الثانوية بالتجارب المنزلية",
        primary_color="#b83268",
        secondary_color="#3f5c7a",
        accent_color="#e8a13a",
        courses_count=1,
    )
    CatalogueCourse.objects.create(
        course_id=uuid.uuid4(),
        tenant=tenant,
        category=Category.objects.get(name="Chemistry"),
        teacher_name="أكاديمية المثال",
        teacher_username="alice",
        title="الروابط الكيميائية (عينة)",
        price=Decimal("60.00"),
        currency="SAR",
        is_free=False,
        total_lessons=7,
        created_at=now - timedelta(days=90),
    )
    return tenant.pk
