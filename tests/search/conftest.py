import pytest


@pytest.fixture
def ask(visitor):
    """Return a function that searches and returns the page."""

    def search(words: str, prefix: str = "en", **query):
        page = visitor.get(f"/{prefix}/search/", {"q": words} | query, follow=True)
        assert page.status_code == 200
        return page

    return search
