/* What a page shows of its pictures: an expression of a function that Playwright evaluates. */
() => {
  const ruler = document.createElement("div");
  document.body.append(ruler);
  const stated = (sizes) => {
    if (!sizes) return null;
    for (const entry of sizes.split(/,\s*(?![^()]*\))/)) {
      const [, condition, length] = entry.match(/^(\([\w-]+: [\w.]+\))?\s*(.+)$/);
      if (!condition || matchMedia(condition).matches) {
        ruler.style.width = length;
        return ruler.getBoundingClientRect().width;
      }
    }
  };
  const found = [...document.querySelectorAll("main img:not(.plain):not([src$='.svg'])")].map((image) => {
    const box = image.getBoundingClientRect();
    const ratio = image.getAttribute("width") / image.getAttribute("height");
    const fit = getComputedStyle(image).objectFit;
    const drawn = (fit === "contain" ? Math.min : Math.max)(box.width, box.height * ratio);
    return {
      place: image.closest("[class]:not(img)").className,
      drawn,
      stated: stated(image.sizes),
      source: image.currentSrc,
      widths: [...image.srcset.matchAll(/ (\d+)w/g)].map((match) => Number(match[1])),
      position: getComputedStyle(image).objectPosition,
    };
  });
  ruler.remove();
  return found;
}
