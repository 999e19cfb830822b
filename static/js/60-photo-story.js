// In a photo story the arrow keys do what Previous and Next do.
document.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("input, textarea, select, .scroll")) return;
  const photos = [...document.querySelectorAll(".viewer figure")];
  // In sight is the last one that begins above the middle of the window.
  const begun = photos.filter((photo) => photo.getBoundingClientRect().top < innerHeight / 2);
  const next = photos[begun.length - 1 + step];
  if (next) location.replace(`#${next.id}`);
});
