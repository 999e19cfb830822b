// The desk's own script. Everything works without it.
(() => {
  "use strict";
  // The text editor draws a box of its own over the field; screen readers need the field's label.
  const lend = (box) => {
    const field = box.closest(".flex-container").querySelector("textarea[id]");
    const label = field && document.querySelector(`label[for="${field.id}"]`);
    if (!label) return;
    label.id = label.id || `${field.id}_label`;
    box.setAttribute("aria-labelledby", label.id);
  };
  new MutationObserver(() => {
    document.querySelectorAll("[role=textbox]:not([aria-labelledby])").forEach(lend);
  }).observe(document.body, { childList: true, subtree: true });

  // Whoever leaves the page with something unsaved is asked first.
  const form = document.querySelector(".change-form #content-main > form");
  if (form) {
    let unsaved = false;
    form.addEventListener("input", () => { unsaved = true; });
    form.addEventListener("submit", () => { unsaved = false; });
    window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
  }

  // The publish buttons say what pressing them will do once a time in the future is chosen.
  const start = document.getElementById("id_publish_at");
  const buttons = [...document.querySelectorAll("button[data-later]")];
  if (!start || !buttons.length) return;
  buttons.forEach((button) => { button.dataset.now = button.textContent; });
  const beijing = () => new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 16);
  const speak = () => {
    const later = start.value > beijing();
    const time = start.value.replace("T", " ");
    buttons.forEach((button) => {
      button.textContent = later ? button.dataset.later.replace("{time}", time) : button.dataset.now;
    });
  };
  start.addEventListener("input", speak);
  speak();
})();
