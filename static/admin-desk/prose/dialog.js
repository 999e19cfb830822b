// Making elements and asking questions; no markup is ever read from a string.
export const make = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
};

let count = 0;
export const unique = (name) => `prose-${name}-${++count}`;

// A label with its field under it; `field` is any element of a form.
export const labelled = (words, field, help = "") => {
  field.id = field.id || unique("field");
  const label = make("label", { for: field.id }, words);
  if (!help) return make("p", { class: "prose-field" }, label, field);
  const hint = make("span", { class: "prose-help", id: unique("help") }, help);
  field.setAttribute("aria-describedby", hint.id);
  return make("p", { class: "prose-field" }, label, field, hint);
};

export const ticked = (words, name, checked = false) => {
  const field = make("input", { type: "checkbox", name, checked, id: unique("field") });
  return make("p", { class: "prose-tick" }, field, make("label", { for: field.id }, words));
};

// Opens a dialog and answers with the value of the button that closed it, "" for leaving it.
export const ask = ({ title, submit, cancel, content, others = [] }) =>
  new Promise((resolve) => {
    const heading = make("h2", { id: unique("title") }, title);
    const close = make("button", { type: "button" }, cancel);
    const buttons = make(
      "div",
      { class: "prose-dialog-buttons" },
      make("button", { type: "submit", class: "default", value: "ok" }, submit),
      ...others,
      close,
    );
    const dialog = make(
      "dialog",
      { class: "prose-dialog", "aria-labelledby": heading.id, lang: document.documentElement.lang },
      make("form", { method: "dialog" }, heading, ...content, buttons),
    );
    close.addEventListener("click", () => dialog.close(""));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
    // What is typed here is not part of the article's form.
    dialog.addEventListener("input", (event) => event.stopPropagation());
    document.body.append(dialog);
    dialog.showModal();
  });
