// How long a title is, beside its label: signs as a reader counts them.
(() => {
  "use strict";
  const panes = document.querySelector(".panes[data-lengths]");
  if (!panes) return;
  const segments = window.Intl && Intl.Segmenter ? new Intl.Segmenter() : null;
  const length = (text) => [...(segments ? segments.segment(text) : text)].length;
  Object.entries(JSON.parse(panes.dataset.lengths)).forEach(([name, most]) => {
    const field = document.getElementById(`id_${name}`);
    const label = document.querySelector(`label[for="id_${name}"]`);
    if (!field || !label || field.disabled) return;
    const count = document.createElement("span");
    const over = document.createElement("span");
    count.className = "pane-count";
    over.className = "pane-over";
    over.setAttribute("role", "status");
    over.lang = document.documentElement.lang;
    label.after(count, over);
    const show = () => {
      const signs = length(field.value.trim());
      count.textContent = `${signs}/${most}`;
      count.classList.toggle("is-over", signs > most);
      const words = signs > most ? panes.dataset.over.replace("{count}", signs - most) : "";
      if (over.textContent !== words) over.textContent = words;
    };
    field.addEventListener("input", show);
    show();
  });
})();
