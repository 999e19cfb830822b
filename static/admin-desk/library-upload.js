// Many files at once: one request each, two at a time, a row for every file. Without this script
// the same form posts all files together.
(() => {
  "use strict";
  const form = document.getElementById("upload-form");
  if (!form) return;
  const AT_A_TIME = 2;
  const say = form.dataset;
  const words = document.getElementById("upload-words").dataset;
  const template = document.getElementById("upload-row").content.firstElementChild;
  const [input, zone] = [form.querySelector("[type=file]"), form.querySelector(".drop-zone")];
  const [state, list] = [document.querySelector(".upload-state"), document.querySelector(".upload-rows")];
  const [acts, next, again] = [document.querySelector(".upload-acts"), document.getElementById("upload-next"), document.getElementById("upload-again")];
  const rows = [];
  let running = 0;

  const count = (...states) => rows.filter((row) => states.includes(row.state)).length;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

  const tell = () => {
    const parts = [];
    const refused = count("refused", "broken");
    const isThrough = rows.length && !count("waiting", "sending");
    if (rows.length && !isThrough) parts.push(fill(say.progress, { done: count("done", "known"), all: rows.length }));
    if (isThrough) parts.push(fill(say.finished, { made: count("done"), known: count("known") }));
    if (refused) parts.push(fill(say.refused, { count: refused }));
    if (rows.tooMany) parts.push(say.toomany);
    state.replaceChildren(...parts.map((part) => {
      const sentence = document.createElement("span");
      sentence.textContent = part;
      return sentence;
    }));
    const made = rows.filter((row) => row.state === "done").map((row) => row.id);
    const isDone = !count("waiting", "sending");
    next.hidden = !(isDone && made.length);
    again.hidden = !(isDone && count("broken") > 1);
    acts.hidden = next.hidden && again.hidden;
    next.href = `${say.texts}?ids=${made.join(",")}`;
    next.textContent = fill(say.next, { count: made.length });
  };

  const show = (row, word, link) => {
    row.element.dataset.state = row.state;
    row.word.textContent = word;
    if (link) {
      const anchor = document.createElement("a");
      [anchor.href, anchor.textContent, anchor.target, anchor.rel] = [...link, "_blank", "noopener"];
      row.word.append(" ", anchor);
    }
    row.bar.hidden = row.state !== "sending";
    row.retry.hidden = row.state !== "broken";
    tell();
  };

  const picture = (row, answer) => {
    const image = new Image(96, 64);
    image.alt = "";
    image.src = answer.thumbnail;
    row.thumb.replaceChildren(image);
  };

  const settle = (row, request) => {
    let answer = null;
    try { answer = JSON.parse(request.responseText); } catch { /* A page in place of an answer. */ }
    if (request.status === 200 && answer) {
      [row.id, row.state] = [answer.id, answer.is_known ? "known" : "done"];
      picture(row, answer);
      show(row, answer.is_known ? words.known : [words.done, ...(answer.notes || [])].join(" · "), answer.is_known && [say.picture.replace("/0/", `/${answer.id}/`), answer.name]);
    } else if (request.status === 401) {
      row.state = "broken";
      show(row, answer ? answer.error : say.odd, [words.signin, words.signinWord]);
    } else if (answer && answer.error) {
      row.state = "refused";
      show(row, answer.error);
    } else {
      row.state = "broken";
      show(row, request.status ? say.odd : say.broken);
    }
  };

  const send = (row) => {
    running += 1;
    row.state = "sending";
    show(row, words.sending);
    const request = new XMLHttpRequest();
    request.open("POST", say.receive);
    request.setRequestHeader("X-CSRFToken", form.csrfmiddlewaretoken.value);
    request.upload.addEventListener("progress", (event) => {
      row.bar.value = event.lengthComputable ? (100 * event.loaded) / event.total : 0;
    });
    request.upload.addEventListener("load", () => show(row, words.working));
    request.addEventListener("loadend", () => { running -= 1; settle(row, request); work(); });
    const data = new FormData();
    data.append("file", row.file);
    request.send(data);
  };

  const work = () => {
    while (running < AT_A_TIME) {
      const row = rows.find((each) => each.state === "waiting");
      if (!row) return;
      send(row);
    }
  };

  // Whoever has signed in again has another token, which only a page of now knows.
  const renew = async () => {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const token = page.querySelector("#upload-form [name=csrfmiddlewaretoken]");
      if (token) form.csrfmiddlewaretoken.value = token.value;
    } catch { /* The next try says that there is no connection. */ }
  };

  const repeat = async (chosen) => {
    chosen.forEach((row) => { row.state = "waiting"; show(row, ""); });
    list.focus();
    await renew();
    work();
  };

  const add = (file) => {
    const element = template.cloneNode(true);
    const find = (selector) => element.querySelector(selector);
    const row = { file, element, state: "waiting", thumb: find(".upload-thumb"), word: find(".upload-word"), bar: find("progress"), retry: find("button") };
    find(".upload-name").textContent = file.name;
    find(".visually-hidden").textContent = ` ${file.name}`;
    row.bar.hidden = true;
    row.retry.addEventListener("click", () => repeat([row]));
    rows.push(row);
    list.append(element);
  };

  const take = (files) => {
    const room = Number(say.most) - rows.length;
    rows.tooMany = files.length > room;
    [...files].slice(0, Math.max(0, room)).forEach(add);
    tell();
    work();
  };

  list.tabIndex = -1;
  form.querySelector("button[type=submit]").hidden = true;
  form.querySelector(".drop-hint").hidden = false;
  input.addEventListener("change", () => { take(input.files); input.value = ""; });
  form.addEventListener("submit", (event) => event.preventDefault());
  again.addEventListener("click", () => repeat(rows.filter((row) => row.state === "broken")));
  // A file that misses the box must not replace the page.
  ["dragover", "drop"].forEach((name) => window.addEventListener(name, (event) => event.preventDefault()));
  zone.addEventListener("dragover", () => zone.classList.add("over"));
  ["dragleave", "drop"].forEach((name) => zone.addEventListener(name, () => zone.classList.remove("over")));
  zone.addEventListener("drop", (event) => take(event.dataTransfer.files));
  window.addEventListener("beforeunload", (event) => { if (count("waiting", "sending")) event.preventDefault(); });
})();
