// What is pasted or dropped from elsewhere is cleaned by the server, by the rule of
// articles/prose/pasting.py; what of it stayed behind is said under the text.
import { pm } from "django-prose-editor/editor";

// Marks what was copied from a text of the desk, which needs no cleaning.
const OURS = "application/x-liangjiang-prose";
// A picture written out in the text is left out anyway, and would be megabytes on the way.
const WRITTEN_OUT = /(["'(])data:[^"')]{200,}/g;
const ADDRESS = /^(https?:\/\/|mailto:)\S+$/i;
const INVISIBLE = /[\u200b\ufeff\u2060]/g;

const token = (box) => box.closest("form").querySelector("[name=csrfmiddlewaretoken]").value;

const cleaned = async (html, box, settings) => {
  const answer = await fetch(settings.paste, {
    method: "POST",
    redirect: "error",
    headers: { "Content-Type": "text/html; charset=utf-8", "X-CSRFToken": token(box) },
    body: html.replace(WRITTEN_OUT, "$1data:,"),
  });
  const said = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(), { words: said.error });
  return said;
};

// Each line of plain text is a paragraph; wide spaces in front are a matter of the style sheet.
const paragraphs = (text, place) => {
  const { schema } = place.doc.type;
  const lines = text.replace(INVISIBLE, "").split(/[\r\n]+/).map((line) => line.trim()).filter(Boolean);
  const nodes = lines.map((line) => schema.nodes.paragraph.create(null, schema.text(line)));
  return new pm.model.Slice(pm.model.Fragment.from(nodes), 1, 1);
};

export const pasting = (box, settings, say) => {
  const { words } = settings;
  let isInserting = false;

  const insert = (view, act) => {
    isInserting = true;
    act(view);
    isInserting = false;
  };

  const bring = async (view, html, text) => {
    // Whoever writes on while the server reads gets the text where they asked for it.
    const editor = view.dom.editor;
    let place = view.state.selection.getBookmark();
    const follow = ({ transaction }) => {
      place = place.map(transaction.mapping);
    };
    editor.on("transaction", follow);
    let note = words.pasting;
    let act = (found) => found.pasteText(text);
    say(note);
    try {
      const answer = await cleaned(html, box, settings);
      note = answer.note;
      act = (found) => answer.html && found.pasteHTML(answer.html);
    } catch (error) {
      note = `${error.words || words.not_reached} ${words.only_words_pasted}`;
    }
    editor.off("transaction", follow);
    if (view.isDestroyed) return;
    view.dispatch(view.state.tr.setSelection(place.resolve(view.state.doc)));
    insert(view, act);
    say(note);
  };

  const take = (view, data) => {
    const html = data.getData("text/html");
    const text = data.getData("text/plain");
    if (data.types.includes(OURS)) return false;
    if (html.trim()) {
      bring(view, html, text);
      return true;
    }
    const isAddress = ADDRESS.test(text.trim()) && !view.state.selection.empty;
    if (!isAddress) {
      if (!text && data.files.length) say(words.files_not_pasted);
      return !text;
    }
    view.dom.editor.chain().setMark("link", { href: text.trim() }).run();
    return true;
  };

  // Before the editor's own reading, which would try the styles of what was pasted.
  const handleDOMEvents = {
    paste: (view, event) => {
      if (isInserting || !event.clipboardData || !take(view, event.clipboardData)) return false;
      event.preventDefault();
      return true;
    },
    drop: (view, event) => {
      if (view.dragging || !event.dataTransfer?.getData("text/html")) return false;
      const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
      const { doc, tr } = view.state;
      if (at) view.dispatch(tr.setSelection(pm.state.Selection.near(doc.resolve(at.pos))));
      if (!take(view, event.dataTransfer)) return false;
      event.preventDefault();
      return true;
    },
  };
  return { handleDOMEvents, clipboardTextParser: paragraphs };
};

// Runs after the editor has filled the clipboard.
export const markCopies = (dom) => {
  for (const name of ["copy", "cut"]) {
    dom.addEventListener(name, (event) => event.clipboardData?.setData(OURS, "1"));
  }
};
