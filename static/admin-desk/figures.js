// Figures in the text editor: a picture of the library by its number, and what this text says of
// it. The form stored is that of articles/prose/figures.py, to the byte.
import { Node } from "django-prose-editor/editor";
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

const make = (tag, options = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), options);
  element.append(...children);
  return element;
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
      const state = make("p", { className: "figure-state" });
      const change = make("button", { type: "button", className: "button quiet", textContent: words.edit });
      const remove = make("button", { type: "button", className: "button quiet", textContent: words.remove });
      const acts = make("div", { className: "picture-acts" }, change, remove);
      const dom = make("figure", { className: "figure-box", contentEditable: "false" }, image, caption, state);
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
      image.addEventListener("error", () => { image.replaceWith(make("p", { textContent: words.gone })); });
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

  addMenuItems({ menu, buttons }) {
    if (!words.choose) return;
    menu.defineItem({
      name: "libraryFigure",
      groups: "nodes",
      button: buttons.material("image", words.menu),
      active: (editor) => editor.isActive("libraryFigure"),
      command(editor) {
        const { selection } = editor.state;
        if (selection.node?.type.name === "libraryFigure") edit(editor, selection.from, selection.node.attrs);
        else insert(editor);
      },
    });
  },
});
