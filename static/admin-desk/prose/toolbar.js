// The bar above the text: one stop for the Tab key, arrows within (ARIA toolbar pattern).
import { make } from "desk/prose/dialog";
import { editFigure } from "desk/prose/figures";
import { editLink } from "desk/prose/links";
import { TABLE_TOOLS, insertTable } from "desk/prose/tables";

const command = (name) => (editor) => editor.chain().focus()[name]().run();
const canDo = (name) => (editor) => editor.can()[name]();
const toggle = (name, icon, act, shortcut = "") => ({
  name,
  icon,
  shortcut,
  run: command(act),
  can: canDo(act),
  isActive: (editor) => editor.isActive(name),
});

// A list of groups. A tool: name (of its words too), icon, run, and what tells its state.
const TOOLS = [
  [toggle("bold", "format_bold", "toggleBold", "B"), toggle("italic", "format_italic", "toggleItalic", "I")],
  [
    toggle("bulletList", "format_list_bulleted", "toggleBulletList"),
    toggle("orderedList", "format_list_numbered", "toggleOrderedList"),
    toggle("blockquote", "format_quote", "toggleBlockquote"),
  ],
  [
    { name: "link", icon: "insert_link", shortcut: "K", run: editLink, isActive: (editor) => editor.isActive("link") },
    { name: "picture", icon: "image", run: editFigure, isActive: (editor) => editor.isActive("libraryFigure") },
    {
      name: "table",
      icon: "grid_on",
      run: (editor, { words }) => insertTable(editor, words),
      can: (editor) => !editor.isActive("table"),
    },
  ],
  [
    { name: "undo", icon: "undo", shortcut: "Z", run: command("undo"), can: canDo("undo") },
    { name: "redo", icon: "redo", shortcut: "Y", run: command("redo"), can: canDo("redo") },
  ],
];

const button = (editor, settings, tool) => {
  const label = settings.words[tool.name];
  const keys = tool.shortcut && `${settings.control}+${tool.shortcut}`;
  const node = make(
    "button",
    {
      type: "button",
      class: tool.icon ? "material-icons" : false,
      title: keys ? `${label} (${keys})` : tool.icon ? label : false,
      "aria-label": tool.icon ? label : false,
      "data-tool": tool.name,
      // The selection stays where it is.
      onmousedown: (event) => event.preventDefault(),
      onclick: () => node.ariaDisabled !== "true" && tool.run(editor, settings),
    },
    tool.icon || label,
  );
  node.update = () => {
    if (tool.can) node.ariaDisabled = String(!tool.can(editor));
    if (tool.isActive) node.ariaPressed = String(tool.isActive(editor));
  };
  return node;
};

const KINDS = { paragraph: "setParagraph", heading2: 2, heading3: 3 };

const blockKind = (editor, { words }) => {
  const options = Object.keys(KINDS).map((kind) => make("option", { value: kind }, words[kind]));
  const node = make("select", { "aria-label": words.kind_of_block }, ...options);
  node.addEventListener("change", () => {
    const level = KINDS[node.value];
    const chain = editor.chain().focus();
    (node.value === "paragraph" ? chain.setParagraph() : chain.setHeading({ level })).run();
  });
  node.update = () => {
    const level = [2, 3].find((each) => editor.isActive("heading", { level: each }));
    node.value = level ? `heading${level}` : "paragraph";
  };
  return node;
};

const bar = (label, groups) => {
  const node = make("div", { role: "toolbar", "aria-label": label, class: "prose-bar", lang: document.documentElement.lang });
  node.append(...groups.map((group) => make("div", { class: "prose-group" }, ...group)));
  const stops = groups.flat();
  stops.forEach((stop, index) => {
    stop.tabIndex = index ? -1 : 0;
  });
  const enter = (index) => {
    const next = stops[(index + stops.length) % stops.length];
    stops.forEach((stop) => {
      stop.tabIndex = stop === next ? 0 : -1;
    });
    next.focus();
  };
  node.addEventListener("keydown", (event) => {
    const at = stops.indexOf(event.target);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: stops.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    enter(to);
  });
  node.enter = () => enter(0);
  node.update = () => stops.forEach((stop) => stop.update());
  return node;
};

const withWayBack = (editor, node) => {
  node.addEventListener("keydown", (event) => {
    if (event.key === "Escape") editor.commands.focus();
  });
  return node;
};

export const mainBar = (editor, settings) => {
  const tools = TOOLS.map((group) => group.map((tool) => button(editor, settings, tool)));
  const node = bar(settings.words.formatting, [[blockKind(editor, settings)], ...tools]);
  editor.on("transaction", node.update);
  node.update();
  return withWayBack(editor, node);
};

export const tableBar = (editor, { words }) => {
  const tools = TABLE_TOOLS.map((name) => ({ name, run: command(name), can: canDo(name) }));
  const node = bar(words.table, [tools.map((tool) => button(editor, { words }, tool))]);
  const update = () => {
    node.hidden = !editor.isActive("table");
    if (!node.hidden) node.update();
  };
  editor.on("transaction", update);
  update();
  return withWayBack(editor, node);
};
