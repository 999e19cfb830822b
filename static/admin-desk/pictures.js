// Choosing a picture of the library: for an article, for a row, or in a text. Its words and
// addresses come from the page (templates/admin/library/_dialog.html).
const dialog = document.querySelector("dialog.picture-dialog");
export const words = dialog ? dialog.dataset : {};
export const addressOf = (pattern, id) => pattern.replace("/0/", `/${id}/`);

let settle = null;
const finish = (value) => {
  const done = settle;
  settle = null;
  dialog.close();
  if (done) done(value);
};
const trouble = (text) => {
  const place = dialog.querySelector("[role=alert]") || dialog;
  place.textContent = text;
};

const load = async (address) => {
  const response = await fetch(address);
  // Whoever is no longer signed in is led to the page where they sign in.
  if (!response.ok || response.redirected) throw new Error(response.status);
  return new DOMParser().parseFromString(await response.text(), "text/html").body;
};

const ask = (address, prepare = () => {}) => new Promise((resolve) => {
  settle = resolve;
  dialog.textContent = words.loading;
  dialog.showModal();
  load(address).then((part) => {
    dialog.replaceChildren(...part.childNodes);
    prepare(dialog);
    const first = dialog.querySelector("input:not([type=file]), textarea");
    if (first) first.focus();
  }, () => { dialog.textContent = words.failed; });
});

// Both give a promise of what was chosen or written, or of null when the dialog is closed.
export const choosePicture = () => ask(words.choose);
export const askTexts = (id, language, use = null) => {
  const query = new URLSearchParams(use ? { language } : { language, new: "1" });
  return ask(`${addressOf(words.use, id)}?${query}`, (part) => {
    if (!use) return;
    for (const name of ["alt", "caption", "credit"]) part.querySelector(`[name=${name}]`).value = use[name];
    part.querySelector("[name=decorative]").checked = use.decorative;
  });
};

// Sends a file to the library; the promise is of the picture and fails with words.
export const sendPicture = async (file) => {
  const body = new FormData();
  body.append("file", file);
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const response = await fetch(words.receive, { method: "POST", body, headers: { "X-CSRFToken": token } })
    .catch(() => null);
  const told = response && !response.redirected ? await response.json().catch(() => null) : null;
  if (!told || !told.id) throw Object.assign(new Error(told?.error || words.failed), { refused: Boolean(told?.error) });
  return told;
};

let latest = 0;
const search = async (page = 1) => {
  const form = dialog.querySelector("form[role=search]");
  const query = new URLSearchParams(new FormData(form));
  query.set("page", page);
  const mine = ++latest;
  try {
    const part = await load(`${form.action}?${query}`);
    // A slower answer to an earlier question must not take the place of this one.
    if (mine === latest) dialog.querySelector("[data-results]").replaceWith(part.querySelector("[data-results]"));
  } catch {
    trouble(words.failed);
  }
};

const upload = async (file) => {
  trouble(words.uploading);
  try {
    finish(await sendPicture(file));
  } catch (error) {
    trouble(error.message);
  }
};

if (dialog) {
  // The event comes late: the dialog may have been opened again for the next question.
  dialog.addEventListener("close", () => { if (settle && !dialog.open) { settle(null); settle = null; } });
  dialog.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if ("close" in button.dataset) dialog.close();
    if (button.dataset.picture) finish(JSON.parse(button.dataset.picture));
    if (button.dataset.page) search(button.dataset.page).then(() => dialog.querySelector(".picture-grid button")?.focus());
  });
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.target.matches("[role=search]")) search();
    else {
      const given = Object.fromEntries(new FormData(event.target));
      finish({ ...given, decorative: "decorative" in given });
    }
  });
  dialog.addEventListener("change", (event) => {
    if (event.target.type === "file" && event.target.files.length) upload(event.target.files[0]);
    else if (event.target.name === "collection") search();
  });
  let pause;
  const searchSoon = (event) => {
    if (event.target.name !== "q" || event.isComposing) return;
    clearTimeout(pause);
    pause = setTimeout(search, 300);
  };
  dialog.addEventListener("input", searchSoon);
  // After the words of an input method some browsers send no further input.
  dialog.addEventListener("compositionend", searchSoon);
}

// The picture of an article or of a row in its form.
const tell = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));

const textFields = (input) => {
  const base = input.name.replace(/picture$/, "");
  const names = [];
  for (const name of ["alt", "caption", "credit"]) {
    for (const field of input.form.querySelectorAll(`[name^="${base}picture_${name}_"], [name^="${base}${name}_"]`)) {
      names.push([field, field.name.slice(field.name.lastIndexOf(`${name}_`))]);
    }
  }
  return names;
};

// Fills empty fields with the library's words; what somebody typed stays, what only came from the
// picture before goes with it.
const fill = (input, texts) => {
  const seen = { filled: false, kept: false };
  for (const [field, name] of textFields(input)) {
    if (field.disabled) continue;
    if (field.value && field.value !== field.dataset.given) seen.kept = true;
    else if (field.value !== (texts[name] || "")) {
      field.value = field.dataset.given = texts[name] || "";
      seen.filled = seen.filled || Boolean(field.value);
      tell(field);
    }
  }
  return seen;
};

const offerRemoval = (box) => {
  const button = box.querySelector("[data-take-off]");
  if (button) button.hidden = !box.querySelector("[name$=picture]").value;
};

const put = (box, picture) => {
  const input = box.querySelector("[name$=picture]");
  const id = picture ? String(picture.id) : "";
  const isAnother = picture && input.value && input.value !== id;
  if (input.tagName === "SELECT" && ![...input.options].some((option) => option.value === id)) {
    input.add(new Option(picture.name, id));
  }
  input.value = id;
  tell(input);
  const shown = box.querySelector("[data-shown]");
  shown.replaceChildren(picture ? Object.assign(new Image(240), { src: picture.thumbnail, alt: picture.name, className: "thumb" }) : "–");
  offerRemoval(box);
  const { filled, kept } = fill(input, picture ? picture.texts : {});
  const said = [filled && words.filled, kept && isAnother && words.kept].filter(Boolean);
  box.querySelector("[role=status]").textContent = said.join(" ");
  const tick = input.form.querySelector("[name=picture_is_decorative]");
  if (!picture && input.name === "picture" && tick) tick.checked = false;
  box.dispatchEvent(new CustomEvent("picture:put", { bubbles: true, detail: picture }));
};

const boxFor = (upload) => {
  const input = upload.form.querySelector(`[name="${upload.name.replace(/_upload$/, "")}"]`);
  return input && input.closest(".picture-choice");
};

const sendFrom = async (field) => {
  const box = boxFor(field);
  const file = field.files[0];
  if (!box || !file) return;
  const status = box.querySelector("[role=status]");
  status.textContent = words.uploading;
  try {
    put(box, await sendPicture(file));
    field.value = "";
  } catch (error) {
    status.textContent = error.message;
    // One that did not get through stays where it is and goes with the form.
    if (error.refused) field.value = "";
  }
};

const wake = (root) => {
  for (const box of root.querySelectorAll(".picture-choice")) {
    box.querySelector(".picture-acts").hidden = false;
    const select = box.querySelector("select");
    if (select) select.hidden = true;
    offerRemoval(box);
  }
  for (const row of root.querySelectorAll(".field-remove_picture")) row.hidden = true;
};

if (dialog) {
  wake(document);
  document.addEventListener("formset:added", (event) => wake(event.target));
  document.addEventListener("click", async (event) => {
    const button = event.target.closest(".picture-choice button");
    if (!button) return;
    const box = button.closest(".picture-choice");
    if ("takeOff" in button.dataset) put(box, null);
    else {
      const picture = await choosePicture();
      if (picture) put(box, picture);
    }
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("form input[type=file][name$=picture_upload]")) sendFrom(event.target);
  });
}
