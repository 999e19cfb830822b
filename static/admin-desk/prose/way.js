// From the editor to the plain text area and back, with the text that is there now. The server
// keeps the choice and turns the texts. The editor itself is fetched when somebody wants it.
const areas = [...document.querySelectorAll("textarea[data-prose]")];
const settings = areas.length ? JSON.parse(areas[0].dataset.prose) : {};

const ask = async (plain) => {
  const body = new FormData();
  body.append("plain", plain ? "1" : "0");
  for (const area of areas) body.append("text", area.value);
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const answer = await fetch(settings.way, { method: "POST", redirect: "error", body, headers: { "X-CSRFToken": token } });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
};

// What somebody types while the server reads is not lost: then it reads again.
const turned = async (plain) => {
  for (;;) {
    const before = areas.map((area) => area.value);
    const answer = await ask(plain);
    if (areas.every((area, number) => area.value === before[number])) return answer;
  }
};

const show = (plain) => {
  for (const part of document.querySelectorAll("[data-while]")) part.hidden = (part.dataset.while === "plain") !== plain;
};

const turn = async (plain) => {
  const { open, close } = await import("desk/prose/start");
  const { texts, notes } = await turned(plain);
  areas.forEach((area, number) => {
    if (plain) close(area);
    area.toggleAttribute("data-plain", plain);
    area.value = texts[number];
    if (!plain) open(area);
  });
  show(plain);
  return notes;
};

const press = async ({ currentTarget: button }) => {
  const foot = button.closest(".prose-way");
  const buttons = [...document.querySelectorAll(".prose-way button")];
  const states = [...document.querySelectorAll(".prose-way [role=status]")];
  const say = (notes) => states.forEach((state, number) => { state.textContent = notes[number]; });
  if (buttons.some((each) => each.disabled)) return;
  buttons.forEach((each) => { each.disabled = true; });
  try {
    say(await turn(button.dataset.while === "editor"));
  } catch {
    say(states.map((state) => (foot.contains(state) ? settings.words.not_turned : "")));
  }
  buttons.forEach((each) => { each.disabled = false; });
  foot.querySelector("button:not([hidden])").focus();
};

for (const foot of document.querySelectorAll(".prose-way")) {
  foot.hidden = false;
  for (const button of foot.querySelectorAll("button")) button.addEventListener("click", press);
}
