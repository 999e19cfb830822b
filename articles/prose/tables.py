"""Tables: rows of equal length, so that neither the editor nor a reader meets a hole."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from articles.prose.inline import start_tag
from articles.prose.tree import Element

MOST_COLUMNS, MOST_SPANNED_ROWS = 40, 200
# Longer tables are left as they are; nobody writes them, and filling them up would take for ever.
MOST_ROWS = 1000
# Holes of one text that are filled; tables with more of them stay as they are.
MOST_HOLES = 2000
EMPTY = "<p></p>"
EMPTY_CELL = f"<td>{EMPTY}</td>"


def number(text: str, most: int) -> int:
    """Return a whole number between 1 and `most`, and 1 for whatever is none."""
    return max(1, min(int(text), most)) if text.isdecimal() and len(text) <= len(str(most)) else 1


def rows_of(table: Element) -> Iterator[list[Element]]:
    """Yield the cells of each row, wherever in the table it stands."""
    for child in table.children:
        if not isinstance(child, Element):
            continue
        if child.tag in ("thead", "tbody", "tfoot"):
            yield from rows_of(child)
        elif child.tag == "tr":
            yield [
                cell
                for cell in child.children
                if isinstance(cell, Element) and cell.tag in ("td", "th")
            ]


def has_looks(table: Element) -> bool:
    parts = [child for child in table.children if isinstance(child, Element)]
    return any("style" in part.attributes for part in parts)


@dataclass
class Filling:
    """How many holes of a text's tables have been filled so far."""

    count: int = 0
    is_too_much: bool = False

    def of(self, rows: list[int]) -> list[int]:
        """Return how many cells to add to rows that fill so many columns."""
        holes = [max(rows) - filled for filled in rows] if len(rows) <= MOST_ROWS else []
        self.count += sum(holes)
        self.is_too_much |= self.count > MOST_HOLES
        return holes if holes and not self.is_too_much else [0] * len(rows)


class _Cell:
    def __init__(self, element: Element) -> None:
        self.elements = [element]
        self.tag = element.tag
        given = element.attributes
        self.columns = number(given.get("colspan", ""), MOST_COLUMNS)
        self.rows = number(given.get("rowspan", ""), MOST_SPANNED_ROWS)

    def html(self, inner: Callable[[Element], str], rows_left: int) -> str:
        spans = (("colspan", self.columns), ("rowspan", min(self.rows, rows_left)))
        start = start_tag(self.tag, *((name, str(span)) for name, span in spans if span > 1))
        return f"{start}{''.join(map(inner, self.elements)) or EMPTY}</{self.tag}>"


class _Grid:
    """Places cells as a browser does (HTML Standard, 4.9.12)."""

    def __init__(self) -> None:
        self.rows: list[list[_Cell]] = []
        # How many columns each row fills, and the row in which each column is free again.
        self.filled: list[int] = []
        self.free_from = [0] * MOST_COLUMNS

    def add_row(self, cells: list[Element]) -> None:
        number = len(self.rows)
        if not cells and not self._taken(number):
            return
        placed, column = [], 0
        for element in cells:
            while column < MOST_COLUMNS and self.free_from[column] > number:
                column += 1
            if column == MOST_COLUMNS and placed:
                # There is no room to the right: the words go into the last cell.
                placed[-1].elements.append(element)
                continue
            placed.append(self._place(element, number, column))
        self.rows.append(placed)
        self.filled.append(self._taken(number))

    def _taken(self, number: int) -> int:
        return sum(row > number for row in self.free_from)

    def _place(self, element: Element, number: int, column: int) -> _Cell:
        cell = _Cell(element)
        room = 0
        while (
            room < cell.columns
            and column + room < MOST_COLUMNS
            and self.free_from[column + room] <= number
        ):
            self.free_from[column + room] = number + cell.rows
            room += 1
        cell.columns = max(room, 1)
        return cell


def written(
    rows: Iterator[list[Element]], inner: Callable[[Element], str], filling: Filling
) -> str:
    """Return a table, or nothing if there is no cell in it; `inner` writes what is in a cell."""
    grid = _Grid()
    for cells in rows:
        grid.add_row(cells)
    if not any(grid.rows):
        return ""
    holes = filling.of(grid.filled)
    count = len(grid.rows)
    lines = [
        "".join(cell.html(inner, count - number) for cell in cells) + EMPTY_CELL * holes[number]
        for number, cells in enumerate(grid.rows)
    ]
    return f"<table><tbody><tr>{'</tr><tr>'.join(lines)}</tr></tbody></table>"
