"""Whether a spent code was spent by the one who asks."""

from __future__ import annotations

from tenant_apps.coupons.models import CodeUse
from tenant_apps.coupons.rules import normalise_code
from tenant_apps.students.models import Student


def find_own_use(*, code: str, student: Student) -> CodeUse | None:
    """The student's own latest use of the typed code; None when it is unknown or another's.

    Asked only after a counted try found the code spent, so it tells nothing that guessing could use.
    """
    uses = CodeUse.objects.filter(access_code__code=normalise_code(code), student_id=student.id)
    return uses.order_by("-used_at").first()
