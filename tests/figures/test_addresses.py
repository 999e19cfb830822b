"""A number has one way to be written in an address; whatever else looks like it is not there."""

from tests import factories


def wide(number) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


def test_numbers_in_addresses_are_written_in_one_way(visitor, make_figure):
    story, figure = factories.live(), make_figure({2023: "1", 2024: "2"})
    assert visitor.get(f"/en/figures/{figure.pk}.csv").status_code == 200
    assert visitor.get("/en/site-map/2024/").status_code == 200
    for path in (
        f"/en/figures/{wide(figure.pk)}.csv",
        f"/en/figures/000{figure.pk}.csv",
        "/en/site-map/20٢٤/",
        f"/en/site-map/20{wide(24)}/03/",
        f"/en/news/{wide(story.pk)}/",
        f"/en/{wide(story.pk)}/",
    ):
        assert visitor.get(path).status_code == 404, path
