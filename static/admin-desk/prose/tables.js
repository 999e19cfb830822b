// Tables: cells without looks, header cells, and a way out for the keyboard.
import {
  Table as PackageTable,
  TableCell as PackageCell,
  TableHeader as PackageHeader,
  TableRow,
} from "django-prose-editor/editor";
import { ask, labelled, make, ticked } from "desk/prose/dialog";

export { TableRow };

const span = (name) => ({
  default: 1,
  parseHTML: (cell) => Number.parseInt(cell.getAttribute(name), 10) || 1,
  renderHTML: (attributes) => (attributes[name] > 1 ? { [name]: attributes[name] } : {}),
});
const cellAttributes = () => ({
  colspan: span("colspan"),
  rowspan: span("rowspan"),
  // The library asks for it; widths are a matter of the style sheet.
  colwidth: { default: null, rendered: false },
});
export const TableCell = PackageCell.extend({ addAttributes: cellAttributes });
export const TableHeader = PackageHeader.extend({ addAttributes: cellAttributes });

export const Table = PackageTable.extend({
  addMenuItems: null,
  addNodeView() {
    return () => {
      const contentDOM = make("tbody");
      return { dom: make("div", { class: "prose-scroll" }, make("table", {}, contentDOM)), contentDOM };
    };
  },
  addKeyboardShortcuts() {
    // From the last cell, Tab leaves the text: a row is added by its button.
    return { ...this.parent?.(), Tab: () => this.editor.commands.goToNextCell() };
  },
}).configure({ resizable: false });

const MOST_ROWS = 100;
const MOST_COLUMNS = 12;

export const insertTable = async (editor, words) => {
  const number = (name, value, max) =>
    make("input", { type: "number", name, value, min: 1, max, required: true });
  const rows = number("rows", 3, MOST_ROWS);
  const columns = number("columns", 3, MOST_COLUMNS);
  const headerRow = ticked(words.first_row_is_header, "header_row", true);
  const headerColumn = ticked(words.first_column_is_header, "header_column");
  const answer = await ask({
    title: words.insert_table,
    submit: words.insert,
    cancel: words.cancel,
    content: [labelled(words.rows, rows), labelled(words.columns, columns), headerRow, headerColumn],
  });
  if (answer !== "ok") return;
  const chain = editor.chain().focus().insertTable({
    rows: Number(rows.value),
    cols: Number(columns.value),
    withHeaderRow: headerRow.firstChild.checked,
  });
  if (headerColumn.firstChild.checked) chain.toggleHeaderColumn();
  chain.run();
};

// Shown while the cursor is in a table; each is named in words, for no picture says "row above".
export const TABLE_TOOLS = [
  "addRowBefore",
  "addRowAfter",
  "deleteRow",
  "addColumnBefore",
  "addColumnAfter",
  "deleteColumn",
  "toggleHeaderRow",
  "toggleHeaderColumn",
  "mergeCells",
  "splitCell",
  "deleteTable",
];
