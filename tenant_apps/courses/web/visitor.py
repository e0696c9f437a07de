"""What others see of a course before they come: the card under a shared link."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from branding.rules.pictures import CardWords
from branding.selectors import name_of
from branding.web.marks import active_brand
from branding.web.pictures import answer_card
from tenant_apps.courses.models import Course
from tenant_apps.courses.selectors import find_published_course


@require_GET
def course_card(request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
    """The card of a course that the school offers now; other courses have none."""
    course = find_published_course(course_id=course_id)
    if course is None:
        raise Http404
    brand, host = active_brand(), request.get_host()
    words = CardWords(title=course.title, above=name_of(brand=brand), below=course.category_name, foot=host)
    version = f"{card_version(course=course)}:{brand.version}:{host}"
    return answer_card(request, words=words, version=version, picture_key=course.thumbnail.name or "")


def card_version(*, course: Course) -> str:
    """Changes with the course, so that an address with it can be kept for good."""
    return f"{course.id.hex[-12:]}-{course.version}"
