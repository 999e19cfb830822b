// The desk's own script. Everything works without it.
(() => {
  "use strict";
  // Whoever leaves the page with something unsaved is asked first, unless it is kept (open.js).
  const form = document.querySelector(".change-form #content-main > form");
  if (form) {
    let unsaved = false;
    form.addEventListener("input", () => { unsaved = true; });
    form.addEventListener("submit", () => { unsaved = false; });
    window.addEventListener("beforeunload", (event) => { if (unsaved && form.dataset.kept !== "yes") event.preventDefault(); });
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
