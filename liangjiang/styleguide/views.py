from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import override

import languages
from articles.views import PublicView
from liangjiang.styleguide import colours
from liangjiang.styleguide.samples import Samples
from liangjiang.styleguide.specimens import SPECIMENS, Specimen


class StyleguidePage(PublicView):
    """Every component in both languages, made of the parts that the pages use; while developing."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not settings.DEBUG:
            raise Http404
        samples = {code: Samples(request, code) for code in languages.codes()}
        context = {
            "specimens": [_shown(specimen, samples, request) for specimen in SPECIMENS],
            "schemes": [(name, colours.pairs(name)) for name in colours.SCHEMES],
        }
        response = render(request, "styleguide/styleguide.html", context)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response


def _shown(specimen: Specimen, samples: dict[str, Samples], request: HttpRequest) -> dict:
    with override(languages.EN):
        key = slugify(specimen.name)
    return {
        "key": key,
        "name": specimen.name,
        "when": specimen.when,
        "template": specimen.template,
        "languages": [
            {"tag": languages.html_lang(code), "states": _states(specimen, samples[code], request)}
            for code in samples
        ],
    }


def _states(specimen: Specimen, samples: Samples, request: HttpRequest) -> list[SafeString]:
    if specimen.is_picture_needed and not samples.picture:
        return []
    with override(samples.language):
        return [
            render_to_string(specimen.template, context, request)
            for context in specimen.states(samples)
        ]
