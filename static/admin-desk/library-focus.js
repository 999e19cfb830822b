// The focal point: by a click or by dragging on the picture, or with the arrow keys. Without this
// script it is written as two numbers.
(() => {
  "use strict";
  const box = document.querySelector(".focus");
  const fields = ["x", "y"].map((axis) => document.getElementById(`id_focal_${axis}`));
  if (!box || !fields.every(Boolean)) return;
  const frames = document.querySelectorAll(".frame img");
  const state = document.querySelector(".focus-state");
  const bounded = (number) => Math.min(100, Math.max(0, Math.round(number)));
  const values = () => fields.map((field) => bounded(Number(field.value) || 0));

  const point = document.createElement("button");
  point.type = "button";
  point.className = "focus-point";
  point.setAttribute("aria-label", box.dataset.name);
  box.append(point);
  box.classList.add("ready");

  const show = () => {
    const [x, y] = values();
    [point.style.left, point.style.top] = [`${x}%`, `${y}%`];
    frames.forEach((image) => { image.className = `fx-${Math.round(x / 10)} fy-${Math.round(y / 10)}`; });
    return [x, y];
  };
  const set = (x, y) => {
    [fields[0].value, fields[1].value] = [bounded(x), bounded(y)];
    // The form learns that something is unsaved.
    fields[0].dispatchEvent(new Event("input", { bubbles: true }));
  };
  const say = () => {
    const [x, y] = values();
    state.textContent = box.dataset.words.replace("{x}", x).replace("{y}", y);
  };
  const follow = (event) => {
    const area = box.getBoundingClientRect();
    set((100 * (event.clientX - area.left)) / area.width, (100 * (event.clientY - area.top)) / area.height);
  };

  fields.forEach((field) => field.addEventListener("input", show));
  box.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    box.setPointerCapture(event.pointerId);
    point.focus();
    follow(event);
  });
  box.addEventListener("pointermove", (event) => { if (box.hasPointerCapture(event.pointerId)) follow(event); });
  box.addEventListener("pointerup", say);
  point.addEventListener("keydown", (event) => {
    const step = event.shiftKey ? 10 : 1;
    const move = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (!move) return;
    event.preventDefault();
    const [x, y] = values();
    set(x + move[0], y + move[1]);
    say();
  });
  show();
})();
