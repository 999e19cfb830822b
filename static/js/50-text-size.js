// The buttons for the size of text. What text-size.js applies before the first paint is kept here.
(() => {
  const root = document.documentElement;
  const buttons = document.querySelectorAll(".sizes button");
  const show = (size) => {
    root.dataset.size = size;
    buttons.forEach((button) => button.setAttribute("aria-pressed", button.value === size));
  };

  buttons.forEach((button) => button.addEventListener("click", () => {
    show(button.value);
    // Where the storage is refused, the size holds for this page.
    try { localStorage.setItem("text-size", button.value); } catch { }
  }));
  // A page that the browser had kept comes back as it was left.
  addEventListener("pageshow", (event) => {
    try { if (event.persisted) show(localStorage.getItem("text-size") || "0"); } catch { }
  });
  show(root.dataset.size);
})();
