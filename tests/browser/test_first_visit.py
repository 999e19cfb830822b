"""What a phone has to fetch before somebody can read, through the server that visitors ask."""

from collections.abc import Callable

import pytest

from tests.page_kinds import addresses

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844, "device_scale_factor": 3, "is_mobile": True}
# Bytes as they come over the line, headers included, and requests. The home page's are promised;
# a list and an article have those of the design. Requests are all there are, those for pictures
# a little below the screen too.
HOME = {"without pictures": 60_000, "in sight": 300_000, "requests": 12}
OTHERS = {"without pictures": 60_000, "in sight": 150_000, "requests": 10}
BUDGETS = {"home": HOME, "category": OTHERS, "story": OTHERS}
IN_SIGHT = """
[...document.images].filter(image => image.currentSrc && image.checkVisibility()
    && image.getBoundingClientRect().top < innerHeight).map(image => image.currentSrc)
"""
SHIFT = """
new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value; }))
        .observe({ type: "layout-shift", buffered: true });
    // What was painted before is told by then.
    requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
})
"""


@pytest.fixture
def visit(open_sample) -> Callable:
    """Return a function that opens a page for the first time and tells what it took."""

    def first_visit(address: str) -> dict:
        page = open_sample(**PHONE)
        requests = []

        def keep(request) -> None:
            requests.append(request)

        page.on("requestfinished", keep)
        page.goto(address, wait_until="networkidle")
        seen = set(page.evaluate(IN_SIGHT))
        size = {request.url: on_the_line(request) for request in requests}
        pictures = {each.url for each in requests if each.resource_type == "image"}
        found = {
            "without pictures": sum(size[url] for url in size.keys() - pictures),
            "in sight": sum(size[url] for url in size.keys() - (pictures - seen)),
            "requests": len(size),
            "shift": page.evaluate(SHIFT),
        }
        page.context.close()
        return found

    return first_visit


def on_the_line(request) -> int:
    sizes = request.sizes()
    return sizes["responseHeadersSize"] + sizes["responseBodySize"]


@pytest.mark.parametrize("code", ["en", "zh-hans"])
@pytest.mark.parametrize("name", BUDGETS)
def test_first_visit_is_light_and_nothing_moves(visit, sample_site, name, code):
    address = addresses(sample_site, code)[name]
    found = visit(address)
    assert found.pop("shift") == 0
    too_much = {key: (found[key], most) for key, most in BUDGETS[name].items() if found[key] > most}
    assert too_much == {}
