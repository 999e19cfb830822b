// While somebody types into a search field: pages that may be meant, in a list below it. Enter without a choice
// searches, as it does without script.
(() => {
  const WAIT = 150;

  document.querySelectorAll(".find, .finder").forEach((form, number) => {
    const input = form.elements.q;
    const list = document.createElement("ul");
    const status = document.createElement("p");
    let timer, request, chosen;

    const forget = () => {
      clearTimeout(timer);
      request?.abort();
    };

    const choose = (option) => {
      chosen?.setAttribute("aria-selected", false);
      chosen = option;
      option?.setAttribute("aria-selected", true);
      option?.scrollIntoView({ block: "nearest" });
      if (option) input.setAttribute("aria-activedescendant", option.id);
      else input.removeAttribute("aria-activedescendant");
    };

    const close = () => {
      forget();
      choose(null);
      list.hidden = true;
      status.textContent = "";
      input.setAttribute("aria-expanded", false);
    };

    const optionOf = (each, place) => {
      const option = document.createElement("li");
      const note = document.createElement("span");
      note.className = "hint";
      note.textContent = each.note;
      // The point stays at the end of a line.
      option.append(`${each.text}\u00a0· `, note);
      option.id = `${list.id}-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", false);
      option.dataset.address = each.address;
      return option;
    };

    const ask = async () => {
      const words = input.value.trim();
      if (!words) return close();
      request = new AbortController();
      try {
        const address = `${form.action}suggest/?${new URLSearchParams({ q: words })}`;
        const answer = await fetch(address, { signal: request.signal, credentials: "omit" });
        const { found, said } = await answer.json();
        if (!found.length || document.activeElement !== input) return close();
        choose(null);
        list.replaceChildren(...found.map(optionOf));
        list.hidden = false;
        status.textContent = said;
        input.setAttribute("aria-expanded", true);
      // Nobody waits for suggestions: without an answer there are none.
      } catch { }
    };

    const onKey = (event) => {
      // These keys belong to the window in which Chinese is composed.
      if (event.isComposing || list.hidden) return;
      const options = [...list.children, null];
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) choose(options.at((options.indexOf(chosen) + step) % options.length));
      else if (event.key === "Escape") close();
      else if (event.key === "Enter" && chosen) location.href = chosen.dataset.address;
      else return;
      event.preventDefault();
    };

    list.id = `suggestions-${number}`;
    list.className = "sugg";
    list.hidden = true;
    Object.entries({ role: "listbox", "aria-label": form.getAttribute("aria-label") }).forEach((pair) => list.setAttribute(...pair));
    Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": false, "aria-controls": list.id })
      .forEach((pair) => input.setAttribute(...pair));
    status.className = "away";
    status.setAttribute("role", "status");
    form.append(list, status);
    const askSoon = (event) => {
      forget();
      if (!event.isComposing) timer = setTimeout(ask, WAIT);
    };

    input.addEventListener("input", askSoon);
    input.addEventListener("compositionend", askSoon);
    input.addEventListener("keydown", onKey);
    input.addEventListener("blur", close);
    // The field keeps the focus, or its list would be gone before it is pressed.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => { location.href = event.target.closest("li").dataset.address; });
  });
})();
