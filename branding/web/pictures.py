"""Drawn pictures: icons for home screens and the card that messengers show for a link."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_GET

from branding.rules.pictures import CardWords, IconShape
from branding.selectors import get_card, get_icon, name_of
from branding.web.answers import answer_kept
from branding.web.languages import asked_language
from branding.web.marks import active_brand


class Icon(View):
    """The school's icon as PNG, in one size and shape."""

    http_method_names = ["get"]
    side: int = 192
    shape: IconShape = "any"

    def get(self, request: HttpRequest) -> HttpResponse:
        brand = active_brand()
        return answer_kept(
            request,
            make=lambda: get_icon(brand=brand, side=self.side, shape=self.shape),
            content_type="image/png",
            version=f"{brand.version}:{self.shape}:{self.side}",
        )


@require_GET
def share_card(request: HttpRequest) -> HttpResponse:
    """The school's card: its name, subject, face and address; the platform's, in the language asked for."""
    brand, host, language = active_brand(), request.get_host(), asked_language(request)
    with translation.override(language):
        words = CardWords(
            title=brand.name or _("Your school, under your own name."),
            above=name_of(brand=brand) if not brand.name else "",
            below=brand.tagline,
            foot=host,
        )
    return answer_card(
        request,
        words=words,
        version=f"{brand.version}:{host}:{language}",
        picture_key=brand.picture_key,
        is_round=True,
    )


def answer_card(
    request: HttpRequest, *, words: CardWords, version: str, picture_key: str = "", is_round: bool = False
) -> HttpResponse:
    """A card in the active school's colours. Other sites may show it: that is what it is for."""
    brand = active_brand()
    response = answer_kept(
        request,
        make=lambda: get_card(
            brand=brand, words=words, version=version, picture_key=picture_key, is_round=is_round
        ),
        content_type="image/png",
        version=version,
    )
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
