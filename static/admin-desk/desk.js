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
})();
