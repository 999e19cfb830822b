// After a form came back: links lead into the field itself, and a conflict is decided in sight of it.
(() => {
  "use strict";
  const wrong = document.querySelector(".error-summary, .messagelist .error");
  if (wrong) {
    wrong.tabIndex = -1;
    wrong.focus();
  }
  const open = (place) => {
    for (let each = place; each; each = each.parentElement) if (each.tagName === "DETAILS") each.open = true;
  };
  const target = (place) => {
    if (!place.id.endsWith("_place")) return place;
    const box = place.parentElement;
    return box.querySelector(".ProseMirror[contenteditable=true]") || box.querySelector("textarea") || place;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".error-summary a, .messagelist .error a");
    const place = link && link.hash && document.getElementById(link.hash.slice(1));
    if (!place) return;
    event.preventDefault();
    open(place);
    const found = target(place);
    found.focus({ preventScroll: true });
    (found.labels && found.labels[0] ? found.labels[0] : place).scrollIntoView({ block: "center" });
  });

  // Take theirs: it stands in the field, to be read and changed. Keep mine, or put both together,
  // which the server does: back to what was typed.
  const put = async (field, value) => {
    if (field.type === "checkbox") field.checked = Boolean(value);
    else if ("prose" in field.dataset && !("plain" in field.dataset)) {
      const { close, open: start } = await import("desk/prose/start");
      close(field);
      field.value = value;
      start(field);
    } else field.value = value;
  };
  const value = (field) => (field.type === "checkbox" ? (field.checked ? "1" : "") : field.value);
  for (const box of document.querySelectorAll("[data-conflict]")) {
    const field = document.getElementById(box.dataset.conflict);
    const theirs = box.querySelector("[data-theirs]");
    if (!field || !theirs) continue;
    const [mine, other, together] = box.querySelectorAll(".conflict-choice [type=radio]");
    let typed = value(field), isTheirs = false, isFilling = false;
    box.addEventListener("change", async ({ target }) => {
      // Whoever decides on a paragraph wants both put together.
      if (target.name !== other.name) together.checked = true;
      if (other.checked === isTheirs) return;
      isTheirs = other.checked;
      isFilling = true;
      if (other.checked) typed = value(field);
      await put(field, other.checked ? theirs.value : typed);
      field.dispatchEvent(new Event("input", { bubbles: true }));
      isFilling = false;
    });
    // Whoever goes on writing in theirs has made a text of their own.
    field.addEventListener("input", () => {
      if (isFilling) return;
      mine.checked = true;
      isTheirs = false;
    });
  }
})();
