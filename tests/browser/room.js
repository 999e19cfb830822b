// What of a page's words cannot be read: cut off, out of the window, or on top of each other.
() => {
  const found = [];
  const width = document.documentElement.clientWidth;
  const scrolls = (style) => /auto|scroll/.test(style.overflowX);
  const words = (node) => node.textContent.trim().slice(0, 40);

  if (document.documentElement.scrollWidth > width) {
    found.push(`the page is ${document.documentElement.scrollWidth} pixels wide`);
  }

  // Asked of every text and all it stands in: each element is looked at once.
  const once = (look) => {
    const known = new Map();
    return (element) => {
      if (!known.has(element)) known.set(element, look(element));
      return known.get(element);
    };
  };
  const styleOf = once((element) => getComputedStyle(element));
  const boxOf = once((element) => element.getBoundingClientRect());
  // What is there for screen readers alone takes a pixel or stands far outside.
  const isUnseen = once((element) => {
    if (!element) return false;
    const style = styleOf(element), box = boxOf(element);
    if (style.clipPath !== "none" || style.clip !== "auto" || box.right < -99 || box.bottom + scrollY < 0) return true;
    if (style.overflow === "hidden" && (box.width <= 1 || box.height <= 1)) return true;
    return isUnseen(element.parentElement);
  });
  const scrollerOf = once((element) => element && (scrolls(styleOf(element)) ? element : scrollerOf(element.parentElement)));
  const clipsOf = once((element) => {
    if (!element || element === document.body) return [];
    const style = styleOf(element), outer = clipsOf(element.parentElement);
    return /hidden|clip/.test(style.overflowX + style.overflowY) ? [...outer, boxOf(element)] : outer;
  });

  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.textContent.trim() || !parent.checkVisibility({ visibilityProperty: true }) || isUnseen(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const clips = clipsOf(parent), scroller = scrollerOf(parent);
    for (const box of range.getClientRects()) {
      if (box.width < 1) continue;
      if (!scroller && (box.left < -1 || box.right > width + 1)) found.push(`out of the window: ${words(node)}`);
      if (clips.some((clip) => box.left < clip.left - 1 || box.right > clip.right + 1 || box.top < clip.top - 4 || box.bottom > clip.bottom + 4)) {
        found.push(`cut off: ${words(node)}`);
      }
      // Lines may touch; their middles may not.
      if (!scroller) lines.push({ node, left: box.left + 1, right: box.right - 1, top: box.top + box.height * .3, bottom: box.bottom - box.height * .3 });
    }
  }
  lines.sort((one, other) => one.top - other.top);
  for (let first = 0; first < lines.length; first += 1) {
    const one = lines[first];
    for (let second = first + 1; second < lines.length && lines[second].top < one.bottom; second += 1) {
      const other = lines[second];
      if (one.left < other.right && other.left < one.right && one.top < other.bottom) {
        found.push(`on top of each other: ${words(one.node)} | ${words(other.node)}`);
      }
    }
  }
  // What somebody writes may be longer than the field.
  for (const control of document.querySelectorAll("button, select, input:not([type=hidden])")) {
    const box = boxOf(control);
    const isCut = control.tagName !== "INPUT" && control.scrollWidth > control.clientWidth + 1;
    if (box.width && !isUnseen(control) && (box.right > width + 1 || isCut)) {
      found.push(`a control that is cut off: ${control.name || words(control)}`);
    }
  }
  return [...new Set(found)];
}
