// The editor over each text area of rich text. Without script the text area itself is there.
import { Editor } from "django-prose-editor/editor";
import { make } from "desk/prose/dialog";
import { editLink, linkLine } from "desk/prose/links";
import { markCopies, pasting } from "desk/prose/pasting";
import { extensions } from "desk/prose/schema";
import { mainBar, tableBar } from "desk/prose/toolbar";

const CLEARANCE = { top: 60, bottom: 110, left: 0, right: 0 };
const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

const nameOf = (area, editor, signal) => {
  const label = document.querySelector(`label[for="${area.id}"]`);
  if (!label) return {};
  label.id = label.id || `${area.id}_label`;
  label.addEventListener("click", () => editor().commands.focus(), { signal });
  return { "aria-labelledby": label.id };
};

const keys = (editor, settings, main) => (_view, event) => {
  // While somebody composes Chinese, every key belongs to the input method.
  if (event.isComposing || event.keyCode === 229) return false;
  if (event.altKey && event.key === "F10") main().enter();
  else if ((isApple ? event.metaKey : event.ctrlKey) && event.key.toLowerCase() === "k") editLink(editor(), settings);
  else return false;
  event.preventDefault();
  return true;
};

// What nobody has changed keeps its bytes, also when a change was taken back.
const writeInto = (area, before) => ({ editor }) => {
  const isSame = editor.state.doc.eq(before.doc);
  area.value = isSame ? before.text : editor.isEmpty ? "" : editor.getHTML();
  area.dispatchEvent(new Event("input", { bubbles: true }));
};

const opened = new Map();

export const open = (area) => {
  const settings = { ...JSON.parse(area.dataset.prose), control: isApple ? "⌘" : "Ctrl" };
  const box = make("div", { class: area.disabled ? "prose-editor disabled" : "prose-editor" });
  area.before(box);
  const note = make("p", { role: "status", class: "prose-note", lang: document.documentElement.lang });
  const say = (words) => {
    note.textContent = words;
  };
  const before = { text: area.value };
  const labels = new AbortController();
  let main;
  const editor = new Editor({
    element: box,
    editable: !area.disabled,
    extensions,
    content: area.value,
    // The rules are in desk/prose.css; the policy of the page allows no style of a script's.
    injectCSS: false,
    // "# " and "**" stay what was typed.
    enableInputRules: false,
    enablePasteRules: false,
    editorProps: {
      attributes: { "aria-multiline": "true", ...nameOf(area, () => editor, labels.signal) },
      handleKeyDown: keys(() => editor, settings, () => main),
      // The cursor stays clear of the bars above and below.
      scrollMargin: CLEARANCE,
      scrollThreshold: CLEARANCE,
      ...pasting(area, settings, say),
    },
    onUpdate: (update) => writeInto(area, before)(update),
  });
  before.doc = editor.state.doc;
  opened.set(area, { box, editor, labels });
  box.append(area, note);
  if (area.disabled) return;
  markCopies(editor.view.dom);
  main = mainBar(editor, settings);
  box.prepend(main);
  // What belongs to the place of the cursor comes below, so that the text does not jump.
  note.before(make("div", { class: "prose-below" }, tableBar(editor, settings), linkLine(editor, settings)));
};

// The text area alone, with what was written.
export const close = (area) => {
  const { box, editor, labels } = opened.get(area);
  opened.delete(area);
  labels.abort();
  editor.destroy();
  box.replaceWith(area);
};

document.querySelectorAll("textarea[data-prose]:not([data-plain])").forEach(open);
