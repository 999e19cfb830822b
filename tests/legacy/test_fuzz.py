"""Whatever lines a copy has lost or doubled: no failure but a refusal, and no line lost unsaid."""

import html
import random
import re

import pytest

from tests.legacy import saved

pytestmark = pytest.mark.once

SEEDS = range(60)


def mangled(seed: int) -> list[str]:
    """Return the lines of the sample, some lost, some doubled, some in another place."""
    chance = random.Random(seed)  # noqa: S311  (the same copies every time)
    lines = saved.TEXT.splitlines()
    for _ in range(chance.randrange(1, 12)):
        number = chance.randrange(len(lines))
        act = chance.choice(["lose", "double", "repeat elsewhere", "glue"])
        if act == "lose":
            del lines[number]
        elif act == "double":
            lines.insert(number, lines[number])
        elif act == "repeat elsewhere":
            lines.insert(chance.randrange(len(lines)), lines[number])
        elif number + 1 < len(lines):
            lines[number : number + 2] = ["".join(lines[number : number + 2])]
    return lines


def told(run) -> list[str]:
    """Return every text that the article or the report holds, the longest first."""
    article = run.article
    paragraphs = re.findall("<p>(.*?)</p>", article.body_en)
    texts = [*map(html.unescape, paragraphs), article.title_en, saved.BREADCRUMB, saved.DATE]
    for each in run.page.pictures:
        texts += [f"{each['caption']} [{each['credit']}]", each["caption"]]
    texts += re.findall(r"^  dropped, [^:]*: (.*)$", run.said, re.MULTILINE)
    return sorted(filter(None, texts), key=len, reverse=True)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_line_is_in_the_article_or_in_the_report(import_page, seed):
    lines = mangled(seed)
    run = import_page("\n".join(lines))
    if run.code:
        assert run.code == 1
        assert run.refusal
        return
    for line in lines:
        rest = " ".join(line.split())
        for text in told(run):
            rest = rest.replace(text, "")
        assert rest.strip() == "", (line, run.said)


def test_most_copies_are_still_imported(import_page):
    results = [import_page("\n".join(mangled(seed))).code for seed in SEEDS]
    assert results.count(0) > len(results) / 2
