// Menus and the share panel open and close without script. With it one is open at a time, and Escape, a click
// outside and tabbing away close it.
(() => {
  const menus = [...document.querySelectorAll(".nav details, .pop")];
  const closeAllBut = (kept) => menus.forEach((menu) => { if (menu !== kept) menu.open = false; });

  menus.forEach((menu) => {
    menu.addEventListener("toggle", () => { if (menu.open) closeAllBut(menu); });
    menu.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
    });
  });
  document.addEventListener("click", (event) => closeAllBut(event.target.closest(".nav details, .pop")));
  document.addEventListener("keydown", (event) => {
    const open = menus.find((menu) => menu.open);
    if (event.key !== "Escape" || !open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
})();
