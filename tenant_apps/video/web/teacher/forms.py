"""What teachers put into a lesson."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts.web.forms import file_field, picture_field
from tenant_apps.courses.models import Lesson
from tenant_apps.courses.rules import MAX_TITLE
from tenant_apps.courses.web.teacher.forms import VIDEOS
from tenant_apps.video.services import LessonInput

DOCUMENTS = ".pdf,.doc,.docx,.ppt,.pptx"
FILES = ("video", "document", "thumbnail")
PLAIN = ("title", "description", "is_published", "is_free")


class LessonForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=MAX_TITLE)
    description = forms.CharField(
        label=_("Text of the lesson"),
        max_length=20_000,
        required=False,
        help_text=_("Shown under the video, or alone."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    is_published = forms.BooleanField(
        label=_("Students see it"),
        required=False,
        initial=True,
        help_text=_("Once the course itself is published."),
    )
    is_free = forms.BooleanField(
        label=_("Free preview"),
        required=False,
        help_text=_("Everybody may watch it without buying, visitors without an account too."),
    )
    video = file_field(_("Video"), accept=VIDEOS, help_text=_("MP4, MOV, MKV, WEBM or AVI, up to 2 GB."))
    document = file_field(
        _("Document"), accept=DOCUMENTS, help_text=_("PDF, Word or PowerPoint, up to 25 MB.")
    )
    thumbnail = picture_field(
        _("Picture"), help_text=_("JPG or PNG, up to 2 MB. Shown before the video plays.")
    )

    def __init__(self, *args: Any, is_direct: bool = False, **options: Any) -> None:
        """`is_direct`: the video does not come with the form."""
        super().__init__(*args, **options)
        if is_direct:
            del self.fields["video"]

    @classmethod
    def of(cls, lesson: Lesson, *, is_direct: bool) -> LessonForm:
        """The form as the lesson is now."""
        return cls(initial={name: getattr(lesson, name) for name in PLAIN}, is_direct=is_direct)

    def changes(self) -> LessonInput:
        """What the service takes; a file that was not chosen stays as it is."""
        given = self.cleaned_data
        changes = {name: given[name] for name in PLAIN}
        return cast(LessonInput, changes | {name: given[name] for name in FILES if given.get(name)})
