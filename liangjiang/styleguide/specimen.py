from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from liangjiang.styleguide.samples import Samples

NOBODY_FINDS_THIS = "xyzzyq"


@dataclass(frozen=True)
class Specimen:
    """A component: its name, when to use it, its part, and the context of each of its states."""

    name: str | Promise
    when: str | Promise
    template: str
    # The context of each state.
    states: Callable[[Samples], list[dict]] = lambda _samples: [{}]
    is_picture_needed: bool = False
    # As wide as the window, by whose width it is laid out: one language above the other.
    is_wide: bool = False
