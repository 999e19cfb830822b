// Links: the mark, the dialog that finds articles of the site, and the line that says where a
// link leads. An article is linked by its id, "article:1042", so that the link follows it.
import { Mark } from "django-prose-editor/editor";
import { ask, labelled, make, unique } from "desk/prose/dialog";

const TO_ARTICLE = /^article:(\d+)$/;
const HONEST = /^(https?:|mailto:|tel:\+?\d([ -]?\d){1,19}$|article:\d+$|[/#?])/i;

export const Link = Mark.create({
  name: "link",
  priority: 1000,
  keepOnSplit: false,
  exitable: true,
  // What is typed after a link is not part of it.
  inclusive: false,
  addAttributes() {
    return { href: { default: null }, title: { default: null } };
  },
  parseHTML() {
    const getAttrs = (link) => HONEST.test(link.getAttribute("href").trim()) && null;
    return [{ tag: "a[href]", getAttrs }];
  },
  renderHTML({ HTMLAttributes }) {
    return ["a", HTMLAttributes, 0];
  },
});

const known = new Map();

const fetchArticles = async (address, query) => {
  const answer = await fetch(`${address}?${new URLSearchParams(query)}`, { redirect: "error" });
  if (!answer.ok) throw new Error(answer.status);
  const { articles } = await answer.json();
  articles.forEach((article) => known.set(String(article.id), article));
  return articles;
};

const titlesOf = (article) =>
  article.titles.map(({ lang, text }) => make("span", { lang, class: "prose-found-title" }, text));

const choices = (articles, name) =>
  articles.map((article) => {
    const input = make("input", { type: "radio", name, value: article.id, id: unique("found") });
    const about = make("span", { class: "prose-found-about" }, article.about);
    return make("li", {}, input, make("label", { for: input.id }, ...titlesOf(article), about));
  });

// The part of the dialog that finds an article while somebody types.
const finder = (settings, chosen) => {
  const { words } = settings;
  const name = unique("article");
  const search = make("input", { type: "search", autocomplete: "off" });
  const list = make("ul", { class: "prose-found" });
  const said = make("p", { role: "status", class: "prose-help" });
  let wanted = 0;
  let timer = 0;
  const show = async (query) => {
    const mine = ++wanted;
    try {
      const articles = await fetchArticles(settings.find, query);
      if (mine !== wanted) return;
      list.replaceChildren(...choices(articles, name));
      said.textContent = articles.length ? "" : words.nothing_found;
      if (query.ids && articles.length) list.querySelector("input").checked = true;
    } catch {
      if (mine === wanted) said.textContent = words.not_reached;
    }
  };
  const look = () => show({ q: search.value });
  const lookSoon = (event) => {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(look, 250);
  };
  search.addEventListener("input", lookSoon);
  // After the words of an input method some browsers send no further input.
  search.addEventListener("compositionend", lookSoon);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    // Enter looks, and closes nothing.
    event.preventDefault();
    clearTimeout(timer);
    look();
  });
  show(chosen ? { ids: chosen } : { q: "" });
  return { search, list, said, value: () => list.querySelector("input:checked")?.value };
};

export const editLink = async (editor, settings) => {
  const { words } = settings;
  const isLink = editor.isActive("link");
  const { href = "", title } = editor.getAttributes("link");
  const chosen = TO_ARTICLE.exec(href || "")?.[1];
  const found = finder(settings, chosen);
  const address = make("input", {
    type: "text",
    inputmode: "url",
    value: chosen ? "" : href,
    placeholder: "https://",
    autocomplete: "off",
  });
  const check = () => {
    const isWrong = address.value.trim() && !HONEST.test(address.value.trim());
    const isMissing = !address.value.trim() && !found.value();
    address.setCustomValidity(isWrong ? words.address_is_wrong : isMissing ? words.choose_one : "");
  };
  // The one way or the other: choosing an article empties the address, and the other way round.
  found.list.addEventListener("change", () => {
    address.value = "";
    check();
  });
  address.addEventListener("input", () => {
    if (address.value.trim()) {
      const ticked = found.list.querySelector("input:checked");
      if (ticked) ticked.checked = false;
    }
    check();
  });
  found.search.addEventListener("input", check);
  const submit = new MutationObserver(check);
  submit.observe(found.list, { childList: true });
  check();
  // The browser may lose the place in the text while the dialog has the focus.
  const { from, to } = editor.state.selection;
  const answer = await ask({
    title: isLink ? words.change_link : words.insert_link,
    submit: isLink ? words.change : words.insert,
    cancel: words.cancel,
    content: [
      labelled(words.find_article, found.search, words.find_article_help),
      found.list,
      found.said,
      labelled(words.other_address, address, words.other_address_help),
    ],
    others: isLink ? [make("button", { type: "submit", value: "remove", formnovalidate: true }, words.remove_link)] : [],
  });
  submit.disconnect();
  editor.commands.setTextSelection({ from, to });
  if (answer === "remove") removeLink(editor);
  if (answer !== "ok") return;
  const article = found.value();
  const attributes = { href: article ? `article:${article}` : address.value.trim(), title };
  write(editor, attributes, article && known.get(article));
};

const write = (editor, attributes, article) => {
  const chain = editor.chain().focus();
  if (editor.isActive("link")) chain.extendMarkRange("link").setMark("link", attributes).run();
  else if (!editor.state.selection.empty) chain.setMark("link", attributes).run();
  else {
    // Nothing was selected: the title in the language of the text becomes the words.
    const own = editor.view.dom.closest("[lang]").lang;
    const titles = article?.titles || [];
    const text = (titles.find(({ lang }) => lang === own) || titles[0])?.text || attributes.href;
    chain.insertContent({ type: "text", text, marks: [{ type: "link", attrs: attributes }] }).run();
  }
};

export const removeLink = (editor) =>
  editor.chain().focus().extendMarkRange("link").unsetMark("link").run();

// The line under the toolbar: where the link under the cursor leads.
export const linkLine = (editor, settings) => {
  const { words } = settings;
  const where = make("span", { class: "prose-link-where" });
  const button = (text, act) => make("button", { type: "button", onclick: act }, text);
  const line = make(
    "div",
    { class: "prose-link", hidden: true, lang: document.documentElement.lang },
    where,
    button(words.change, () => editLink(editor, settings)),
    button(words.remove_link, () => removeLink(editor)),
  );
  let shown = null;
  const name = (href) => {
    const number = TO_ARTICLE.exec(href)?.[1];
    const article = known.get(number);
    if (!number) where.replaceChildren(href);
    else if (!article) where.replaceChildren(words.article_number.replace("{number}", number));
    else where.replaceChildren(...titlesOf(article), make("span", { class: "prose-found-about" }, article.about));
    return number && !article ? number : null;
  };
  const update = () => {
    const href = editor.isActive("link") ? editor.getAttributes("link").href : null;
    line.hidden = href === null;
    if (href === shown) return;
    shown = href;
    const unknown = href !== null && name(href);
    if (unknown) fetchArticles(settings.find, { ids: unknown }).then(() => shown && name(shown)).catch(() => {});
  };
  editor.on("transaction", update);
  return line;
};
