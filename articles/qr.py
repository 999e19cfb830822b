"""The QR code of an article's address, for the camera of a phone and for WeChat."""

import io

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from articles.addresses import absolute
from articles.models import Article
from articles.views import PublicView, can_be_id
from languages.addresses import address_of


def address(article: Article) -> str:
    """Return the path of an article's code in the active language."""
    return address_of(f"{article.kind.split('.')[0]}:qr", article.live_pk)


class QrCode(PublicView):
    """The code of an article's canonical address, as SVG; there while the article is public."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not can_be_id(str(pk)):
            raise Http404
        rows = Article.objects.public(self.language).for_lists()
        article = get_object_or_404(rows, pk=pk)
        if request.path != address(article):
            raise Http404
        return HttpResponse(svg(absolute(article.get_absolute_url())), "image/svg+xml")


def svg(text: str) -> bytes:
    target = io.BytesIO()
    code = segno.make(text, micro=False, error="m", boost_error=False)
    # With a white ground and edge of its own: cameras find it in the dark scheme too.
    code.save(
        target,
        kind="svg",
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        omitsize=True,
        nl=False,
        dark="#000",
        light="#fff",
    )
    return target.getvalue()
