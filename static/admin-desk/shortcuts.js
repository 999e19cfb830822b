// Keys for what is done all day; the list of them is templates/admin/desk/_shortcuts.html. None of
// them is a key that Chrome, Edge, Windows or a Chinese input method takes for itself.
(() => {
  "use strict";
  const list = document.getElementById("shortcuts");
  const form = document.querySelector(".change-form #content-main > form");
  if (!list || !form) return;
  const OFF = "desk-shortcuts-off";
  const isApple = /Mac|iPhone|iPad/.test(navigator.platform);
  const button = document.querySelector(".shortcuts-open");
  const choice = list.querySelector("[data-on]");
  // The choice belongs to the device: its keyboard and input method are what keys collide with.
  const isOff = () => { try { return localStorage.getItem(OFF) === "1"; } catch { return false; } };

  const focusOn = (place) => {
    if (!place) return;
    const details = place.closest("details");
    if (details) details.open = true;
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: "center" });
  };
  const pane = (number) => {
    const box = document.querySelectorAll(".pane-box")[number];
    focusOn(box && box.querySelector(".form-row input:not([type=hidden]), .form-row textarea"));
  };
  const press = (selector) => {
    const found = form.querySelector(selector);
    if (found) form.requestSubmit(found);
  };
  const preview = () => {
    const own = document.activeElement && document.activeElement.closest(".pane-box");
    const links = [...document.querySelectorAll(".panel-links a[href*='/preview/']")];
    const found = links.find((each) => own && each.pathname.includes(`/preview/${own.lang.split("-")[0]}/`));
    if (links.length) (found || links[0]).click();
  };
  const pair = (step) => document.dispatchEvent(new CustomEvent("desk:pair", { detail: step }));
  const acts = {
    Digit1: () => pane(0),
    Digit2: () => pane(1),
    KeyJ: () => pair(1),
    KeyK: () => pair(-1),
    KeyV: preview,
    Enter: () => focusOn(document.querySelector("#id_publish_at") || document.querySelector(".desk-buttons button")),
  };

  const isWriting = (element) => element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
  const find = (event) => {
    const main = isApple ? event.metaKey : event.ctrlKey;
    if (main && !event.shiftKey && !event.altKey && event.code === "KeyS") return () => press("[name=_save]");
    if (event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey) return acts[event.code];
    const isPlain = event.key === "?" && !event.ctrlKey && !event.metaKey && !event.altKey;
    return isPlain && !isWriting(event.target) ? () => list.showModal() : null;
  };
  document.addEventListener("keydown", (event) => {
    // While somebody composes Chinese, every key belongs to the input method.
    if (event.isComposing || event.keyCode === 229 || event.repeat || isOff()) return;
    if (document.querySelector("dialog[open]")) return;
    const act = find(event);
    if (!act) return;
    event.preventDefault();
    act();
  });

  if (isApple) list.querySelectorAll("[data-apple]").forEach((key) => { key.textContent = key.dataset.apple; });
  button.hidden = false;
  button.addEventListener("click", () => list.showModal());
  choice.checked = !isOff();
  choice.addEventListener("change", () => {
    try {
      if (choice.checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "1");
    } catch { choice.checked = true; }
  });
})();
