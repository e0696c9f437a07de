"""A new module, and what is said about one."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shared_apps.accounts.web.forms import show_refusal, status_of
from shared_apps.kernel.errors import NotFound, Refusal
from tenant_apps.courses.models import Course, Module
from tenant_apps.courses.selectors import get_course
from tenant_apps.courses.services import create_module, update_module
from tenant_apps.courses.web.teacher.forms import ModuleForm
from tenant_apps.courses.web.teacher.rights import EditorPage, module_of


class ModuleNew(EditorPage):
    """The editor holds the same fields in short; what is refused there comes back here."""

    def get(self, request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
        course = get_course(course_id=course_id)
        return _form_page(request, ModuleForm(course=course, initial={"is_free": course.is_free}), course)

    def post(self, request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
        course = get_course(course_id=course_id)
        form = ModuleForm(request.POST, course=course)
        if not form.is_valid():
            return _form_page(request, form, course)
        try:
            module = create_module(course_id=course_id, changes=form.changes())
        except NotFound:
            raise
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return _form_page(request, form, course, status=status_of(refusal))
        messages.success(request, _("The module is there. Add its first lesson."))
        return HttpResponseRedirect(place_of(module))


class ModuleEdit(EditorPage):
    def get(self, request: HttpRequest, course_id: uuid.UUID, module_id: uuid.UUID) -> HttpResponse:
        module = module_of(course_id=course_id, module_id=module_id)
        return _form_page(request, ModuleForm.of(module), module.course, module=module)

    def post(self, request: HttpRequest, course_id: uuid.UUID, module_id: uuid.UUID) -> HttpResponse:
        module = module_of(course_id=course_id, module_id=module_id)
        form = ModuleForm(request.POST, course=module.course)
        if not form.is_valid():
            return _form_page(request, form, module.course, module=module)
        try:
            update_module(module_id=module_id, changes=form.changes())
        except NotFound:
            raise
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return _form_page(request, form, module.course, module=module, status=status_of(refusal))
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(place_of(module))


def place_of(module: Module) -> str:
    """Where the module stands on its course's page."""
    return reverse("teacher_course", args=[module.course_id]) + f"#module-{module.id}"


def _form_page(
    request: HttpRequest,
    form: ModuleForm,
    course: Course,
    *,
    module: Module | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"nav": "courses", "form": form, "course": course, "module": module}
    return render(request, "courses/teacher/module_form.html", context, status=status)
