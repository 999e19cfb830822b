// Watches where the focus goes on a page: `walk.begin()`, then the Tab key, then `walk.steps`.
window.walk = (() => {
  const CONTROLS = "a[href], area[href], button, input, select, textarea, summary, [tabindex]";
  const PARTS = "header, nav, main, aside, form, footer";
  const parts = [...document.querySelectorAll(PARTS)];

  const isStop = (element) => {
    if (element.tabIndex < 0 || element.disabled || element.type === "hidden") return false;
    if (!element.checkVisibility({ visibilityProperty: true })) return false;
    if (element.type !== "radio") return true;
    // Of radio buttons one is a stop: the chosen one, else the first.
    const group = [...document.getElementsByName(element.name)];
    return element === (group.find((radio) => radio.checked) || group[0]);
  };
  const name = (element) => {
    const words = (element.getAttribute("aria-label") || element.textContent || element.name || "").trim();
    return `${element.tagName.toLowerCase()}.${element.className} "${words.slice(0, 40)}"`;
  };
  const isClear = (colour) => colour === "transparent" || /, 0\)$/.test(colour);
  // A field and its button may share a frame, which shows the focus of the field.
  const look = (element) => [element, element.parentElement].map((part) => {
    const style = getComputedStyle(part);
    const hasRing = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const ring = hasRing && !isClear(style.outlineColor) ? style.outlineColor : "";
    return [ring, isClear(style.backgroundColor) ? "" : style.backgroundColor];
  }).flat();

  const steps = [];
  let stops = [], before = new Map();
  document.addEventListener("focusin", ({ target }) => {
    const was = before.get(target) || [];
    const box = (target.getClientRects()[0] || target.getBoundingClientRect());
    steps.push({
      number: stops.indexOf(target),
      name: name(target),
      isShown: look(target).some((value, number) => value && value !== was[number]),
      part: parts.indexOf(target.closest(PARTS)),
      left: box.left + scrollX, top: box.top + scrollY, bottom: box.bottom + scrollY,
      width: box.width, height: box.height,
    });
  });

  return {
    steps,
    // Without the frame of the page the walk begins behind its header and ends at its footer.
    begin(frame = []) {
      const all = [...document.querySelectorAll(CONTROLS)].filter(isStop);
      stops = all.filter((stop) => !frame.some((part) => stop.closest(part)));
      const first = all.indexOf(stops[0]);
      if (frame.length && first > 0) all[first - 1].focus({ preventScroll: true });
      before = new Map(stops.map((stop) => [stop, look(stop)]));
      steps.length = 0;
      return stops.map(name);
    },
  };
})();
