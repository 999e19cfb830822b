// What may be written: the same list as articles/prose/shape.py, which decides what is stored.
import {
  Blockquote,
  Bold,
  BulletList,
  Document,
  Dropcursor,
  Gapcursor,
  HardBreak,
  Heading,
  History,
  Italic,
  ListItem,
  OrderedList,
  Paragraph,
  Text,
} from "django-prose-editor/editor";
import { LibraryFigure } from "desk/prose/figures";
import { Link } from "desk/prose/links";
import { Table, TableCell, TableHeader, TableRow } from "desk/prose/tables";

// A list knows where it begins to count, and nothing of letters or Roman numbers.
const NumberedList = OrderedList.extend({
  addNodeView: null,
  addOptions() {
    return { ...this.parent?.(), enableListAttributes: false };
  },
  addAttributes() {
    return {
      start: {
        default: 1,
        parseHTML: (list) => Number.parseInt(list.getAttribute("start"), 10) || 1,
        renderHTML: ({ start }) => (start > 1 ? { start } : {}),
      },
    };
  },
  renderHTML({ HTMLAttributes }) {
    return ["ol", HTMLAttributes, 0];
  },
});

export const extensions = [
  Document,
  Paragraph,
  Text,
  // Marks from the outside in: articles/prose/inline.py writes them in this order.
  Link,
  Bold,
  Italic,
  HardBreak,
  Heading.configure({ levels: [2, 3] }),
  BulletList,
  NumberedList,
  ListItem,
  Blockquote,
  LibraryFigure,
  Table,
  TableRow,
  TableHeader,
  TableCell,
  History,
  Dropcursor,
  Gapcursor,
];
