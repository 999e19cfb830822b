"""The words of the text editor, for its script."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WORDS = {
    # The bar
    "formatting": _("Formatting"),
    "kind_of_block": _("Kind of paragraph"),
    "paragraph": _("Paragraph"),
    "heading2": _("Heading"),
    "heading3": _("Smaller heading"),
    "bold": _("Bold"),
    "italic": _("Italic"),
    "bulletList": _("List with points"),
    "orderedList": _("Numbered list"),
    "blockquote": _("Quotation"),
    "link": pgettext_lazy("text editor", "Link"),
    "picture": _("Picture from the library"),
    "table": _("Table"),
    "undo": _("Undo"),
    "redo": _("Redo"),
    # Tables
    "insert_table": _("Insert a table"),
    "rows": _("Rows"),
    "columns": _("Columns"),
    "first_row_is_header": _("The first row names the columns"),
    "first_column_is_header": _("The first column names the rows"),
    "addRowBefore": _("Row above"),
    "addRowAfter": _("Row below"),
    "deleteRow": _("Delete row"),
    "addColumnBefore": _("Column before"),
    "addColumnAfter": _("Column after"),
    "deleteColumn": _("Delete column"),
    "toggleHeaderRow": _("Header row"),
    "toggleHeaderColumn": _("Header column"),
    "mergeCells": _("Merge cells"),
    "splitCell": _("Split cell"),
    "deleteTable": _("Delete table"),
    # Links
    "insert_link": _("Insert a link"),
    "change_link": _("Change the link"),
    "remove_link": _("Remove the link"),
    "find_article": _("An article of this site"),
    "find_article_help": _(
        "Words of its title, in either language. The link follows the article if its address "
        "changes."
    ),
    "nothing_found": _("No article has these words in its title or summary."),
    "other_address": _("Or another address"),
    "other_address_help": _(
        "Such as https://www.example.org/, mailto:desk@example.org or tel:+862367573900."
    ),
    "address_is_wrong": _(
        "An address begins with https://, mailto:, tel: or /. After tel: comes a number and "
        "nothing else."
    ),
    "choose_one": _("Please choose an article or type an address."),
    "article_number": _("Article no. {number}, which is not there or not for you to see"),
    # Pasting
    "pasting": _("Bringing the text in…"),
    "not_reached": _("The server could not be reached."),
    "only_words_pasted": _("Only the words were pasted, without headings, lists and links."),
    "files_not_pasted": _("Files cannot be pasted here. Pictures come from the library."),
    # Between the editor and the plain text area
    "not_turned": _("The server could not be reached. Nothing has changed."),
    # Everywhere
    "insert": _("Insert"),
    "change": _("Change"),
    "cancel": _("Cancel"),
}
