// Buttons that mean nothing without script are hidden in the page and shown here.
(() => {
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });
  if (navigator.share) document.querySelectorAll("[data-share]").forEach((button) => {
    button.hidden = false;
    // Who thinks better of it has not met a mistake.
    button.addEventListener("click", () => navigator.share({ title: document.title, url: button.dataset.share }).catch(() => {}));
  });
  document.querySelectorAll(".pop").forEach((panel) => panel.addEventListener("toggle", () => {
    if (panel.open) panel.lastElementChild.scrollIntoView({ block: "nearest" });
  }));
  // There is no clipboard where the page did not come over TLS.
  if (!navigator.clipboard) return;
  document.querySelectorAll("[data-copied]").forEach((button) => {
    const name = button.textContent;
    const status = button.parentElement.querySelector("[role=status]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(location.href.split("#")[0]);
      button.textContent = status.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = name; status.textContent = ""; }, 2500);
    });
  });
})();
