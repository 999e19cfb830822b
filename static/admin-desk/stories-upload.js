// Many pictures for a photo story at once: one request for each file, two at a time, a row at once
// for each in the order of the drop. Nothing is in the story before the form is sent.
import { addRow, field, fill, nameOf, placeOf, rows, say, section, staying, takeAway, touch, words } from "desk/rows";

const AT_A_TIME = 2;
const queue = [];
let [running, arrived, expected, held] = [0, 0, 0, null];
const input = section?.querySelector("[type=file][multiple]");

const complain = (text, acts = {}) => {
  const item = document.createElement("li");
  item.append(text);
  for (const [word, act] of Object.entries({ ...acts, [words.away]: () => {} })) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: word, className: "button quiet" });
    button.addEventListener("click", () => { item.remove(); act(); input.focus(); });
    item.append(" ", button);
  }
  section.querySelector(".row-troubles").append(item);
  // Whoever is told something has to read it before the page goes.
  held = null;
};

const show = (job, text, part = null) => {
  job.row.querySelector(".row-state").textContent = text;
  const bar = job.row.querySelector("progress");
  bar.hidden = part === null;
  bar.value = part ?? 0;
};

const count = () => {
  const line = section.querySelector(".rows-count");
  line.textContent = expected ? fill(words.progress, { done: arrived, all: expected }) : "";
};

const put = (row, answer) => {
  field(row, "picture").value = answer.id;
  const image = Object.assign(new Image(answer.width, answer.height), { src: answer.thumbnail, alt: "", className: "thumb" });
  row.querySelector("[data-shown]").replaceChildren(image);
  let isFilled = false;
  for (const [name, text] of Object.entries(answer.texts)) {
    const own = field(row, name);
    if (!text || !own || own.disabled || own.value) continue;
    own.value = text;
    isFilled = true;
  }
  touch();
  return [...(isFilled ? [words.known] : []), ...(answer.notes || [])].join(" ");
};

const finish = () => {
  if (queue.length || running) return;
  say(arrived ? words.arrived : "");
  [arrived, expected] = [0, 0];
  count();
  if (!held) return;
  const [form, button] = held;
  held = null;
  form.requestSubmit(button);
};

const refuse = (job, text, acts) => {
  job.before = job.row.nextElementSibling;
  takeAway(job.row);
  expected -= 1;
  complain(text, acts);
};

const settle = (job, request) => {
  let answer = null;
  try { answer = JSON.parse(request.responseText); } catch { /* A page in place of an answer. */ }
  const name = job.file.name;
  if (answer?.error) {
    refuse(job, `${name}: ${answer.error}`, request.status === 400 ? {} : { [words.again]: () => add(job) });
    return;
  }
  if (!answer?.id) {
    refuse(job, `${name}: ${request.status ? words.odd : words.broken}`, { [words.again]: () => add(job) });
    return;
  }
  const twin = staying().find((row) => row !== job.row && field(row, "picture").value === String(answer.id));
  if (twin) {
    const place = placeOf(twin);
    refuse(job, fill(words.twice, { name, place }), {
      [words.anyway]: () => {
        const row = addRow(job.before?.isConnected ? job.before : null);
        row.querySelector(".row-name").textContent = name;
        row.querySelector(".row-state").textContent = put(row, answer);
      },
    });
    return;
  }
  arrived += 1;
  show(job, put(job.row, answer));
};

const send = (job) => {
  running += 1;
  const request = new XMLHttpRequest();
  request.open("POST", words.receive);
  request.setRequestHeader("X-CSRFToken", input.form.csrfmiddlewaretoken.value);
  show(job, words.sending, 0);
  request.upload.addEventListener("progress", (event) => show(job, words.sending, event.loaded / event.total));
  request.upload.addEventListener("load", () => show(job, words.working, 1));
  request.addEventListener("loadend", () => {
    running -= 1;
    settle(job, request);
    count();
    work();
    finish();
  });
  const data = new FormData();
  data.append("file", job.file);
  request.send(data);
};

const work = () => {
  while (queue.length && running < AT_A_TIME) send(queue.shift());
};

const add = (job) => {
  expected += 1;
  job.row = addRow(job.before?.isConnected ? job.before : null);
  job.row.querySelector(".row-name").textContent = job.file.name;
  show(job, words.waiting);
  queue.push(job);
  count();
  work();
};

const take = (files) => {
  const most = Number(words.mostBytes);
  const usable = files.filter((file) => file.size <= most);
  for (const file of files.filter((each) => each.size > most)) {
    complain(`${file.name}: ${fill(words.large, { size: most / 1024 / 1024 })}`);
  }
  const room = Math.max(0, Number(words.most) - staying().length);
  const names = usable.slice(room).map((file) => file.name).join(", ");
  if (names) complain(fill(words.full, { room: words.most, names }));
  for (const file of usable.slice(0, room)) add({ file, before: null });
};

const isFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");

if (section) {
  input.addEventListener("change", () => {
    take([...input.files]);
    // They have been sent one by one and need not go with the form again.
    input.value = "";
  });
  section.addEventListener("dragover", (event) => {
    if (!isFiles(event)) return;
    event.preventDefault();
    section.classList.add("is-over");
  });
  section.addEventListener("dragleave", (event) => {
    if (!section.contains(event.relatedTarget)) section.classList.remove("is-over");
  });
  section.addEventListener("drop", (event) => {
    section.classList.remove("is-over");
    if (!isFiles(event) || event.target.matches("[name$=picture_upload]")) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
  // A file dropped beside the zone would otherwise take the place of the page.
  for (const kind of ["dragover", "drop"]) {
    window.addEventListener(kind, (event) => {
      if (isFiles(event) && !event.target.closest?.("[type=file], [contenteditable=true]")) event.preventDefault();
    });
  }
  // Rows without their pictures must not be saved; whoever presses a button need not press it again.
  document.addEventListener("submit", (event) => {
    if (event.target !== input.form || (!queue.length && !running)) return;
    event.preventDefault();
    event.stopPropagation();
    held = [event.target, event.submitter];
    say(words.hold);
  }, true);
  section.addEventListener("picture:put", (event) => {
    const row = event.target.closest("[data-row]");
    if (event.detail) row.querySelector(".row-name").textContent = event.detail.name;
    const twin = staying().find((each) => each !== row && field(each, "picture").value === field(row, "picture").value);
    row.querySelector(".row-state").textContent = twin ? fill(words.twice, { name: nameOf(row), place: placeOf(twin) }) : "";
  });
}
