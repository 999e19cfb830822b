// Two texts beside each other: a number beside each paragraph, with that of its counterpart, and
// both scroll together, paragraph by paragraph. What belongs together was found by the server and
// stands in the table above the texts, which is there without script too.
(() => {
  "use strict";
  const panes = document.querySelector(".panes");
  const table = document.getElementById("pairs");
  if (!panes || !table) return;

  const codes = [...table.querySelectorAll("tbody tr:first-child td")].map((cell) => cell.dataset.side);
  const wide = window.matchMedia("(min-width: 1280px)");
  const bare = (text) => text.replace(/\s+/g, "");

  // What was saved: blocks by language, each with its pair.
  const saved = Object.fromEntries(codes.map((code) => [code, []]));
  [...table.tBodies[0].rows].forEach((row) => {
    const pair = Object.fromEntries([...row.cells].map((cell) => [cell.dataset.side, []]));
    [...row.cells].forEach((cell) => cell.querySelectorAll("[data-block]").forEach((line) => {
      const words = line.querySelector("[lang]");
      const isFigure = line.dataset.kind === "figure";
      const block = { number: line.dataset.block, text: isFigure ? "figure" : bare(words.textContent), code: cell.dataset.side, pair };
      pair[block.code].push(block);
      saved[block.code].push(block);
    }));
  });
  const otherThan = (code) => codes.find((each) => each !== code);
  const numbers = (blocks) => blocks.length > 1 ? `${blocks[0].number}–${blocks[blocks.length - 1].number}` : blocks[0].number;

  const boxOf = (code) => document.querySelector(`#pane-${code} :is(.prose-editor, .reading)`);
  const textOf = (box) => box.querySelector(".ProseMirror") || box;

  // The same blocks in the same order as articles/blocks.py finds them.
  const wordsOf = (element) => {
    if (element.localName === "figure") return "figure";
    if (element.localName !== "tr") return bare(element.textContent);
    return bare([...element.cells].map((cell) => cell.textContent).join("|"));
  };
  const blocksIn = (text) => [...text.querySelectorAll("p, h2, h3, tr, figure")].filter((element) => {
    const around = element.parentElement.closest("tr, figure, .panes-marks");
    return !(around && text.contains(around)) && wordsOf(element);
  });

  // A paragraph keeps its number while somebody writes in it; a new one has none.
  const recognise = (side) => {
    const found = blocksIn(textOf(side.box)).map((element) => ({ element, text: wordsOf(element) }));
    const there = new Set(found.map(({ element }) => element));
    const lost = saved[side.code].filter((block) => !there.has(block.element));
    found.forEach(({ element, text }) => {
      if (side.known.has(element)) return;
      const at = lost.findIndex((block) => block.text === text || block.latest === text);
      if (at < 0) return;
      const [block] = lost.splice(at, 1);
      block.element = element;
      side.known.set(element, block);
    });
    lost.forEach((block) => { block.element = null; });
    found.forEach(({ element, text }) => {
      const block = side.known.get(element);
      if (block) block.latest = text;
    });
  };

  const make = (name, given, ...children) => {
    const node = document.createElement(name);
    Object.entries(given).forEach(([key, value]) => node.setAttribute(key, value));
    node.append(...children);
    return node;
  };

  const markOf = (block) => {
    const partners = block.pair[otherThan(block.code)];
    const others = partners.length ? numbers(partners) : "";
    const words = others ? table.dataset.mark.replace("{others}", others) : table.dataset.markAlone;
    const node = make("button", { type: "button", class: "pane-mark", tabindex: "-1", "aria-label": words.replace("{number}", block.number) }, block.number);
    if (!others) node.append(make("span", { class: "pane-alone" }, table.dataset.alone));
    else if (others !== block.number) node.append(make("span", { class: "pane-other" }, `↔ ${others}`));
    node.title = node.getAttribute("aria-label");
    node.classList.toggle("is-alone", !others);
    return node;
  };

  const gutterOf = (code) => make("div", {
    class: "panes-marks",
    role: "toolbar",
    "aria-orientation": "vertical",
    "aria-label": table.getAttribute(`data-marks-${code}`),
    lang: document.documentElement.lang,
  });

  // Where an element begins and ends within its box, however far that is scrolled.
  const placeOf = (element, box) => {
    const own = element.getBoundingClientRect();
    const top = own.top - box.getBoundingClientRect().top - box.clientTop + box.scrollTop;
    return { top, bottom: top + own.height };
  };

  const draw = (side) => {
    const shown = saved[side.code].filter((block) => block.element);
    const nodes = shown.map((block) => {
      block.mark = block.mark || markOf(block);
      return block.mark;
    });
    const isSame = nodes.length === side.gutter.children.length && nodes.every((node, at) => node === side.gutter.children[at]);
    if (!isSame) {
      side.gutter.replaceChildren(...nodes);
      if (nodes.length && !nodes.some((node) => node.tabIndex === 0)) nodes[0].tabIndex = 0;
    }
    side.gutter.hidden = !nodes.length;
    shown.map((block) => [block.mark, placeOf(block.element, side.box)]).forEach(([mark, { top, bottom }]) => {
      mark.style.top = `${top}px`;
      mark.style.height = `${bottom - top}px`;
    });
  };

  const sides = codes.map((code) => ({ code, known: new WeakMap(), watched: new WeakSet(), gutter: gutterOf(code), box: null }));
  const sideOf = (code) => sides.find((side) => side.code === code);

  // The editor comes when its script has loaded, and goes when somebody prefers a plain text area.
  const update = (side) => {
    const box = boxOf(side.code);
    if (box !== side.box) {
      side.sizes.disconnect();
      side.box = box;
      if (box) {
        box.classList.add("has-marks");
        if (box.matches(".reading")) box.tabIndex = 0;
        box.append(side.gutter);
      }
    }
    if (!box || (box.matches(".prose-editor") && !box.querySelector(".ProseMirror"))) return;
    // The bar above the text grows and shrinks too, when the icons in it have come.
    [textOf(box), box.querySelector(".prose-bar")].filter((part) => part && !side.watched.has(part)).forEach((part) => {
      side.watched.add(part);
      side.sizes.observe(part);
    });
    recognise(side);
    draw(side);
  };
  const later = (side) => {
    cancelAnimationFrame(side.frame);
    side.frame = requestAnimationFrame(() => update(side));
  };
  sides.forEach((side) => {
    side.sizes = new ResizeObserver(() => later(side));
    const pane = document.getElementById(`pane-${side.code}`);
    new MutationObserver((changes) => {
      if (changes.some(({ target }) => !side.gutter.contains(target))) later(side);
    }).observe(pane, { childList: true, characterData: true, subtree: true });
    update(side);
  });

  // Scrolling together. A line runs from the top of what is seen to its bottom while a text is
  // scrolled from its beginning to its end, so both ends meet.
  const knots = (from, to) => {
    const found = [[0, 0]];
    saved[from.code].forEach((block) => {
      const mine = block.pair[from.code], theirs = block.pair[to.code];
      if (mine[0] !== block || !theirs.length) return;
      const here = [mine[0], mine[mine.length - 1]], there = [theirs[0], theirs[theirs.length - 1]];
      if (![...here, ...there].every((each) => each.element)) return;
      found.push([placeOf(here[0].element, from.box).top, placeOf(there[0].element, to.box).top]);
      found.push([placeOf(here[1].element, from.box).bottom, placeOf(there[1].element, to.box).bottom]);
    });
    found.push([from.box.scrollHeight, to.box.scrollHeight]);
    return found.filter(([x, y], at) => !at || (x >= found[at - 1][0] && y >= found[at - 1][1]));
  };
  const across = (from, to, height) => {
    const found = knots(from, to);
    const next = Math.max(1, found.findIndex(([x]) => x > height));
    const [[x0, y0], [x1, y1]] = [found[next - 1], found[next]];
    return x1 > x0 ? y0 + (y1 - y0) * (height - x0) / (x1 - x0) : y0;
  };
  const expected = new WeakMap();
  const scroll = (box, top) => {
    box.scrollTop = top;
    expected.set(box, box.scrollTop);
  };
  const room = (box) => Math.max(1, box.scrollHeight - box.clientHeight);
  const follow = (from) => {
    const to = sideOf(otherThan(from.code));
    if (!to.box) return;
    const line = from.box.scrollTop * (1 + from.box.clientHeight / room(from.box));
    scroll(to.box, across(from, to, line) / (1 + to.box.clientHeight / room(to.box)));
  };

  const together = document.getElementById("scroll-together");
  const KEY = "desk.scroll-together";
  together.checked = localStorage.getItem(KEY) !== "no";
  together.parentElement.hidden = false;
  // It is no field of the article: nothing of it is unsaved.
  together.addEventListener("input", (event) => event.stopPropagation());
  together.addEventListener("change", () => localStorage.setItem(KEY, together.checked ? "yes" : "no"));
  panes.addEventListener("scroll", ({ target }) => {
    const side = sides.find(({ box }) => box === target);
    if (!side || !wide.matches || !together.checked) return;
    const isOurs = Math.abs((expected.get(target) ?? -9) - target.scrollTop) < 2;
    expected.delete(target);
    if (!isOurs) follow(side);
  }, true);

  // The marks: one stop for the Tab key, arrows within.
  const blockOf = (mark) => codes.flatMap((code) => saved[code]).find((block) => block.mark === mark);
  const light = (pair) => {
    panes.querySelectorAll(".pane-mark.is-near").forEach((mark) => mark.classList.remove("is-near"));
    if (pair) codes.flatMap((code) => pair[code]).forEach(({ mark }) => mark?.classList.add("is-near"));
  };
  const meet = (block) => {
    const from = sideOf(block.code), to = sideOf(otherThan(block.code));
    light(block.pair);
    if (!wide.matches || !to.box) return;
    const { top } = placeOf(block.element, from.box);
    const bar = from.box.querySelector(".prose-bar")?.offsetHeight || 0;
    const seen = top - from.box.scrollTop;
    if (seen < bar || seen > from.box.clientHeight - 24) scroll(from.box, top - bar - 24);
    scroll(to.box, across(from, to, top) - (top - from.box.scrollTop));
  };
  panes.addEventListener("focusin", ({ target }) => {
    if (!target.matches(".pane-mark")) return;
    [...target.parentElement.children].forEach((mark) => { mark.tabIndex = mark === target ? 0 : -1; });
    meet(blockOf(target));
  });
  panes.addEventListener("keydown", (event) => {
    if (!event.target.matches(".pane-mark")) return;
    const marks = [...event.target.parentElement.children];
    const at = marks.indexOf(event.target);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: marks.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    marks[to]?.focus({ preventScroll: wide.matches });
  });
  panes.addEventListener("click", ({ target }) => {
    const mark = target.closest(".pane-mark");
    if (!mark) return;
    const block = blockOf(mark), [partner] = block.pair[otherThan(block.code)];
    if (wide.matches) meet(block);
    else if (partner?.mark) {
      partner.mark.focus();
      partner.element.scrollIntoView({ block: "center" });
    }
  });
  // Where somebody writes, the counterpart is shown.
  document.addEventListener("selectionchange", () => {
    const place = document.getSelection().anchorNode;
    const side = place && sides.find(({ box }) => box && box.contains(place));
    if (!side || document.activeElement?.matches(".pane-mark")) return;
    let element = place.nodeType === 1 ? place : place.parentElement;
    while (element && element !== side.box && !side.known.has(element)) element = element.parentElement;
    light(side.known.get(element)?.pair);
  });

  const note = document.querySelector(".panes-note");
  panes.addEventListener("input", ({ target }) => {
    if (!note.textContent && target.closest("[class*='field-body_']")) note.textContent = note.dataset.words;
  });
})();
