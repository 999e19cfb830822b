"""Numbers are written as each language writes them, and no digit is lost."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from figures import numbers, periods
from languages import EN, ZH

pytestmark = pytest.mark.nodb


@pytest.mark.parametrize(
    ("number", "english", "chinese"),
    [
        ("339100000000", "339.1 billion", "3391亿"),
        ("3200000000000.00", "3.2 trillion", "3.2万亿"),
        ("3520000", "3.52 million", "352万"),
        ("142000", "142,000", "14.2万"),
        ("1360", "1,360", "1360"),
        ("9999", "9,999", "9999"),
        ("41.47", "41.47", "41.47"),
        ("0", "0", "0"),
        ("-2500000", "-2.5 million", "-250万"),
        # What would need more than four decimals is written out.
        ("8750123", "8,750,123", "875.0123万"),
        ("12345678901", "12,345,678,901", "1234567.8901万"),
        ("10000000.01", "10,000,000.01", "10000000.01"),
    ],
)
def test_number_is_written_as_its_language_writes_it(number, english, chinese):
    assert numbers.written(Decimal(number), EN) == english
    assert numbers.written(Decimal(number), ZH) == chinese


def test_unit_follows_with_a_space_where_the_language_has_one():
    assert numbers.written(Decimal("64900000000"), EN, "yuan") == "64.9 billion yuan"
    assert numbers.written(Decimal("64900000000"), ZH, "元") == "649亿元"
    assert numbers.written(Decimal("41.47"), EN, "%") == "41.47%"


@pytest.mark.parametrize(
    ("span", "english", "chinese", "last_month", "months"),
    [
        ("y", "2021", "2021年", 12, 12),
        ("h2", "second half of 2021", "2021年下半年", 12, 6),
        ("q3", "third quarter of 2021", "2021年第三季度", 9, 3),
        ("9m", "January to September 2021", "2021年1月至9月", 9, 9),
        ("m02", "February 2021", "2021年2月", 2, 1),
    ],
)
def test_period_is_named_in_each_language(span, english, chinese, last_month, months):
    found = {}
    for code in (EN, ZH):
        with override(code):
            found[code] = periods.name(2021, span)
    assert found == {EN: english, ZH: chinese}
    assert (periods.Span(span).last_month, periods.Span(span).months) == (last_month, months)
