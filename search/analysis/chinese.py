"""Chinese for the search: one script, words, and pairs of characters."""

import re
from collections.abc import Iterable
from functools import cache

# Unified ideographs with their extensions, and 〇: a class of signs for patterns.
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN = re.compile(f"[{HAN}]")
_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")}
_DIGITS |= {"零": 0, "两": 2}
_TENS = {"十": 10, "百": 100}
ORDINAL = rf"第(?:\d{{1,3}}(?!\d)|[{''.join([*_DIGITS, *_TENS])}]{{1,6}})"
# What holds a sentence together, or asks, and names nothing.
_EMPTY = """
的 了 和 与 及 在 是 为 之 也 就 都 而 或 被 把 对 等 有 要 去 想 能 会 请 吗 呢 吧 几 个 这
那 哪 谁 我 你 您 他 我们 你们 您们 他们 它们 这个 那个 这些 那些 这里 那里 这么 那么 其他
以及 关于 还是 没有 什么 怎么 怎样 怎么样 如何 为什么 多少 多久 多长 多大 几家 几个 几点
几天 哪里 哪儿 哪些 哪个 哪家 有没有 是不是 能不能 可不可以 可以 能否 是否 需要 想要 请问
"""
_EMPTY_WORDS = frozenset(_EMPTY.split())


def is_han(sign: str) -> bool:
    return bool(_HAN.match(sign))


def is_in(text: str) -> bool:
    return bool(_HAN.search(text))


@cache
def _converter():
    # Loaded at the first Chinese text: it takes time and memory that commands need not spend.
    import opencc  # noqa: PLC0415

    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """Return `text` in simplified characters, as long as it was."""
    if not is_in(text):
        return text
    converted = _converter().convert(text)
    if len(converted) == len(text):
        return converted
    return "".join(one if len(one := _converter().convert(sign)) == 1 else sign for sign in text)


def pairs(run: str) -> list[str]:
    """Return each character of a run with the next one."""
    return [run[at : at + 2] for at in range(len(run) - 1)]


def joined(terms: Iterable[str]) -> list[str]:
    """Return the runs of which `terms` holds the pairs."""
    found: list[str] = []
    last = ""
    for term in terms:
        if last and is_han(term) and is_han(last) and last[-1] == term[0]:
            found[-1] += term[1:]
        elif is_han(term):
            found.append(term)
        last = term
    return found


def words(run: str) -> list[str]:
    """Return a run cut into words, all of its characters among them."""
    import rjieba  # noqa: PLC0415  (a dictionary of 32 MB, see above)

    return rjieba.cut(run)


def says_something(word: str) -> bool:
    return word not in _EMPTY_WORDS


def ordinal(text: str) -> str:
    """Return an ordinal with its number in digits: 第二十三 is 第23."""
    number = text[1:]
    return f"第{int(number) if number.isdecimal() else _number(number)}"


def _number(signs: str) -> int:
    if not _TENS.keys() & {*signs}:
        return int("".join(str(_DIGITS[sign]) for sign in signs))
    found, digit = 0, 0
    for sign in signs:
        if sign in _TENS:
            found, digit = found + (digit or 1) * _TENS[sign], 0
        else:
            digit = _DIGITS[sign]
    return found + digit
