// The rows of a photo story: their order, small rows for ordering, one credit for all. Every word
// comes from the page (templates/admin/desk/rows.html); without this script numbers give the order.
export const section = document.querySelector("[data-rows]");
export const words = section ? section.dataset : {};
const list = section?.querySelector(".row-list");

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
export const rows = () => [...list.children];
export const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
export const nameOf = (row) => row.querySelector(".row-name").textContent;
const isStaying = (row) => !field(row, "DELETE")?.checked;
export const staying = () => rows().filter(isStaying);
export const placeOf = (row) => staying().indexOf(row) + 1;
export const say = (text) => { section.querySelector(".rows-state").textContent = text; };
// Whoever leaves the page now is asked first (desk.js).
export const touch = () => list.dispatchEvent(new Event("input", { bubbles: true }));

export const renumber = () => {
  staying().forEach((row, index) => { field(row, "position").value = index + 1; });
  touch();
};

// A row's fields carry its index, which has nothing to do with its place.
const giveIndex = (row, index) => {
  const start = new RegExp(`^(id_)?${words.rows}-(?:\\d+|__prefix__)-`);
  for (const element of row.querySelectorAll("[name], [id], [for]")) {
    for (const name of ["name", "id", "for"]) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, value.replace(start, `$1${words.rows}-${index}-`));
    }
  }
};
const total = () => section.querySelector("[name$=-TOTAL_FORMS]");

export const addRow = (before = null) => {
  const row = section.querySelector("template").content.querySelector("[data-row]").cloneNode(true);
  giveIndex(row, Number(total().value));
  total().value = Number(total().value) + 1;
  list.insertBefore(row, before);
  renumber();
  row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true }));
  return row;
};

// Only for rows that were never saved: the last one of them takes the index that becomes free.
export const takeAway = (row) => {
  const last = Number(total().value) - 1;
  const freed = field(row, "position").name.match(/-(\d+)-position$/)[1];
  const tail = rows().find((each) => field(each, "position").name.endsWith(`-${last}-position`));
  row.remove();
  if (tail !== row) giveIndex(tail, freed);
  total().value = last;
  renumber();
};

const move = (row, to) => {
  const others = staying().filter((each) => each !== row);
  const next = others[Math.max(0, to - 1)];
  if (next) next.before(row);
  else list.append(row);
  renumber();
  say(fill(words.moved, { place: placeOf(row), all: staying().length, name: nameOf(row) }));
};

const summarise = (row) => {
  for (const pane of row.querySelectorAll(".row-pane")) {
    const text = (name) => pane.querySelector(`[data-text=${name}] :is(input, textarea)`)?.value.trim() || "";
    const line = pane.querySelector(".row-line");
    const lacking = text("alt") ? "" : line.dataset.lacking;
    line.classList.toggle("is-lacking", Boolean(lacking));
    line.textContent = [lacking, text("caption") || text("alt")].filter(Boolean).join(" · ");
  }
};

const makeSmall = (button) => {
  const isSmall = section.classList.toggle("is-small");
  button.setAttribute("aria-pressed", isSmall);
  if (isSmall) rows().forEach(summarise);
};

// A row without a picture stays empty, so that it is left out when the form is sent.
const hasPicture = (row) => field(row, "picture").value || field(row, "picture_upload").files.length;

const writeCredits = (how) => {
  const written = new Set();
  for (const input of section.querySelectorAll("[data-credit]")) {
    const credit = input.value.trim();
    for (const row of credit ? staying().filter(hasPicture) : []) {
      const own = field(row, input.dataset.credit.split("-").pop());
      if (own.disabled || (how === "empty" && own.value.trim())) continue;
      own.value = credit;
      written.add(row);
    }
  }
  return written.size;
};

const pressFill = (how) => {
  const count = writeCredits(how);
  if (count) touch();
  say(fill(words.credited, { count }));
};

const markRemoval = (row) => {
  row.classList.toggle("is-leaving", !isStaying(row));
  renumber();
  say(fill(isStaying(row) ? words.kept : words.gone, { name: nameOf(row) }));
};

const wakeOrder = () => {
  let dragged = null;
  list.addEventListener("dragstart", (event) => {
    if (!event.target.matches?.(".row-handle")) return;
    dragged = event.target.closest("[data-row]");
    dragged.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", nameOf(dragged));
    event.dataTransfer.setDragImage(dragged, 10, 10);
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("[data-row]");
    if (!dragged || !over) return;
    event.preventDefault();
    const { top, height } = over.getBoundingClientRect();
    if (over !== dragged) over[event.clientY < top + height / 2 ? "before" : "after"](dragged);
  });
  list.addEventListener("drop", (event) => { if (dragged) event.preventDefault(); });
  list.addEventListener("dragend", () => {
    if (!dragged) return;
    dragged.classList.remove("is-dragged");
    move(dragged, placeOf(dragged));
    dragged = null;
  });
};

const wake = () => {
  section.classList.add("is-awake");
  rows().filter((row) => !isStaying(row)).forEach((row) => row.classList.add("is-leaving"));
  section.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const row = button.closest("[data-row]");
    if (button.dataset.move) {
      move(row, placeOf(row) + Number(button.dataset.move));
      // The button has left the place where it was pressed.
      button.focus();
    } else if (button.dataset.fill) pressFill(button.dataset.fill);
    else if ("small" in button.dataset) makeSmall(button);
    else if ("new" in button.dataset) addRow().scrollIntoView({ block: "nearest" });
  });
  list.addEventListener("change", (event) => {
    const row = event.target.closest("[data-row]");
    if (event.target === field(row, "DELETE")) markRemoval(row);
    if (event.target === field(row, "position")) {
      move(row, Number(event.target.value) || staying().length);
      event.target.focus();
    }
  });
  // Enter in a number is a wish to move, not to save.
  list.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("[name$=-position]")) {
      event.preventDefault();
      event.target.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
  // What was typed for all must not be lost because nobody pressed its button.
  section.closest("form").addEventListener("submit", () => writeCredits("empty"));
  wakeOrder();
};

if (section) wake();
