// Figures in the text editor: a picture of the library by its number, and what this text says of
// it. The form stored is that of articles/prose/figures.py, to the byte.
import { Node } from "django-prose-editor/editor";
import { make } from "desk/prose/dialog";
import { addressOf, askTexts, choosePicture, words } from "desk/pictures";

const line = (text) => text.split(/\s+/).filter(Boolean).join(" ");

const read = (element) => {
  const caption = element.querySelector("figcaption");
  const cites = caption ? [...caption.children].filter((child) => child.localName === "cite") : [];
  const rest = caption ? [...caption.childNodes].filter((child) => !cites.includes(child)) : [];
  const decorative = element.dataset.decorative === "true";
  return {
    picture: element.dataset.picture,
    alt: decorative ? "" : line(element.dataset.alt || ""),
    caption: line(rest.map((child) => child.textContent).join("")),
    credit: line(cites.map((child) => child.textContent).join(" ")),
    decorative,
  };
};

const languageOf = (editor) => editor.view.dom.closest("[lang]").lang;
const cleaned = (use) => ({
  alt: use.decorative ? "" : line(use.alt),
  caption: line(use.caption),
  credit: line(use.credit),
  decorative: use.decorative,
});

const insert = async (editor) => {
  const picture = await choosePicture();
  const use = picture && await askTexts(picture.id, languageOf(editor));
  editor.commands.focus();
  if (use) editor.chain().insertContent({ type: "libraryFigure", attrs: { picture: String(picture.id), ...cleaned(use) } }).run();
};

const edit = async (editor, position, attrs) => {
  const use = await askTexts(attrs.picture, languageOf(editor), attrs);
  editor.commands.focus();
  if (!use) return;
  editor.chain().setNodeSelection(position).updateAttributes("libraryFigure", cleaned(use)).run();
};

// Asks for a picture and puts it into the text; changes the words of the one that is selected.
export const editFigure = (editor) => {
  const { from, node } = editor.state.selection;
  return node?.type.name === "libraryFigure" ? edit(editor, from, node.attrs) : insert(editor);
};

export const LibraryFigure = Node.create({
  name: "libraryFigure",
  group: "block",
  atom: true,
  draggable: true,

  addAttributes() {
    return Object.fromEntries(["picture", "alt", "caption", "credit", "decorative"].map(
      (name) => [name, { default: name === "decorative" ? false : "", rendered: false }],
    ));
  },

  parseHTML() {
    return [{ tag: "figure[data-picture]", getAttrs: read }];
  },

  renderHTML({ node }) {
    const { picture, alt, caption, credit, decorative } = node.attrs;
    const given = { "data-picture": picture, "data-alt": alt };
    if (decorative) given["data-decorative"] = "true";
    const inner = caption ? [credit ? `${caption} ` : caption] : [];
    if (credit) inner.push(["cite", credit]);
    return inner.length ? ["figure", given, ["figcaption", ...inner]] : ["figure", given];
  },

  addNodeView() {
    return ({ node, editor, getPos }) => {
      let { attrs } = node;
      const image = make("img", { alt: "" });
      const caption = make("p");
      const state = make("p", { class: "figure-state", lang: document.documentElement.lang });
      const change = make("button", { type: "button", class: "button quiet" }, words.edit);
      const remove = make("button", { type: "button", class: "button quiet" }, words.remove);
      const acts = make("div", { class: "picture-acts", lang: document.documentElement.lang }, change, remove);
      const dom = make("figure", { class: "figure-box", contenteditable: "false" }, image, caption, state);
      if (editor.isEditable) dom.append(acts);
      const show = () => {
        const address = addressOf(words.thumbnail, attrs.picture);
        if (image.getAttribute("src") !== address) image.src = address;
        image.alt = attrs.alt;
        caption.textContent = [attrs.caption, attrs.credit].filter(Boolean).join(" · ");
        state.textContent = attrs.decorative ? words.decorative : attrs.alt || words.lacking;
        state.classList.toggle("is-lacking", !attrs.decorative && !attrs.alt);
      };
      const start = () => edit(editor, getPos(), attrs);
      image.addEventListener("error", () => { image.replaceWith(make("p", {}, words.gone)); });
      change.addEventListener("click", start);
      dom.addEventListener("dblclick", (event) => { if (editor.isEditable && !event.target.closest("button")) start(); });
      remove.addEventListener("click", () => {
        editor.chain().focus().setNodeSelection(getPos()).deleteSelection().run();
      });
      show();
      return {
        dom,
        update: (next) => {
          if (next.type !== node.type || next.attrs.picture !== attrs.picture) return false;
          attrs = next.attrs;
          show();
          return true;
        },
        stopEvent: (event) => Boolean(event.target.closest("button")),
        ignoreMutation: () => true,
      };
    };
  },
});
