"""The figures on a page of their own, and each one's numbers as a file."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from articles.prepared import prepared
from articles.views import PublicView
from figures import dependence, reading
from figures.models import Indicator
from pagestore.recording import use


class FiguresPage(PublicView):
    """Every figure with its source and date; with two numbers or more, a chart and a table."""

    def get(self, request: HttpRequest) -> HttpResponse:
        use(dependence.ALL)
        figures = reading.read(_shown(self.language), self.language)
        return render(request, "figures/figures.html", {"figures": figures})


@prepared
def _shown(language: str) -> QuerySet:
    return Indicator.objects.shown(language)


class FiguresTable(PublicView):
    """The numbers of one figure, for a spreadsheet."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = Indicator.objects.shown(self.language).filter(pk=pk)
        figure = next(iter(reading.read(rows, self.language)), None)
        if figure is None:
            raise Http404
        response = HttpResponse(reading.table(figure), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = (
            f'attachment; filename="liangjiang-figure-{figure.pk}.csv"'
        )
        return response
