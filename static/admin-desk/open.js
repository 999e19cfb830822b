// While an article's form is open: what is typed is kept on the server, and who else has it open is
// said. Nothing is put into the browser's own storage, since computers are shared.
(() => {
  "use strict";
  const state = document.querySelector(".typing-state");
  const people = document.querySelector("[data-presence]");
  const form = state && state.closest("form");
  if (!form) return;
  const words = state.dataset;
  const PAUSE = 2000, LONGEST = 10000, RETRY = 5000, HEARTBEAT = 30000, PATIENCE = 15000;
  const field = (name) => form.querySelector(`input[name="${name}"]`);
  const token = () => field("csrfmiddlewaretoken").value;
  const buttons = document.querySelector(".desk-buttons");
  buttons.insertBefore(state, buttons.querySelector(":scope > .deletelink"));
  state.hidden = false;

  // What is said

  const show = (text) => { state.querySelector(".typing-time").textContent = text; };
  const trouble = (text, link) => {
    const place = state.querySelector(".typing-trouble");
    // A trouble is said once, not with every try.
    if (place.textContent !== text) place.textContent = text;
    const anchor = state.querySelector(".typing-link");
    anchor.hidden = !link;
    if (typeof link === "string" && link) anchor.href = link;
  };

  // Talking to the server; a session that has ended is noticed here.

  const signIn = state.querySelector(".typing-link").href;
  let isOut = false, hadTrouble = false;
  const signedOut = (text) => {
    isOut = hadTrouble = true;
    trouble(text, signIn);
    return null;
  };
  const talk = (address, options) => fetch(address, { redirect: "manual", ...options });
  // After signing in again the old token no longer counts; every script of the page reads it there.
  const freshen = async () => {
    const answer = await talk(words.pass, { headers: { Accept: "application/json" } });
    if (!answer.ok) return signedOut(words.out);
    const { person, token: fresh } = await answer.json();
    if (String(person) !== words.person) return signedOut(words.other);
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((each) => { each.value = fresh; });
    if (isOut) trouble(words.in, false);
    isOut = false;
    return true;
  };
  const post = async (address, options) => {
    const send = () => talk(address, {
      ...options,
      method: "POST",
      headers: { ...options.headers, "X-CSRFToken": token(), "X-Typing": field("typing").value },
    });
    if (isOut && !(await freshen())) return null;
    let answer = await send();
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      if (!(await freshen())) return null;
      answer = await send();
    }
    return answer;
  };

  // What is typed

  const isText = (name) => !name.startsWith("_") && !["csrfmiddlewaretoken", "typing"].includes(name);
  const read = () => {
    const found = {};
    for (const [name, value] of new FormData(form)) {
      if (isText(name) && typeof value === "string") (found[name] = found[name] || []).push(value);
    }
    return found;
  };
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const changes = (now, before) => {
    const found = {};
    for (const name of Object.keys(now)) if (!same(now[name], before[name])) found[name] = now[name];
    for (const name of Object.keys(before)) if (!(name in now)) found[name] = null;
    return found;
  };
  const opened = read();
  let kept = null, number = 0, running = null, timer = null, since = 0, isLeaving = false, isRefused = false;

  const body = (now) => {
    number += 1;
    return JSON.stringify({ whole: !kept, number, changed: kept ? changes(now, kept) : now });
  };
  const mark = (isKept) => { form.dataset.kept = isKept ? "yes" : "no"; };
  const take = async (answer, now) => {
    const said = await answer.json();
    if (said.again) {
      kept = null;
      return schedule(0);
    }
    kept = now;
    isRefused = false;
    show(words.kept.replace("{time}", said.at));
    if (same(read(), now)) mark(true);
    if (said.gone) trouble(words.gone, said.gone);
    else if (hadTrouble) trouble(words.back, false);
    hadTrouble = false;
  };
  const refuse = async (answer) => {
    isRefused = hadTrouble = true;
    let said = words.refused;
    try { said = (await answer.json()).error || said; } catch { /* not an answer of ours */ }
    trouble(said, false);
  };
  const send = async () => {
    const now = read();
    const stop = new AbortController();
    const end = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await post(words.keep, { body: body(now), signal: stop.signal });
      if (answer && answer.ok) await take(answer, now);
      else if (answer && answer.status < 500) await refuse(answer);
      else {
        if (answer) throw new Error(answer.status);
        schedule(RETRY);
      }
    } catch {
      if (!isLeaving) {
        hadTrouble = true;
        trouble(words.lost, false);
        schedule(RETRY);
      }
    }
    clearTimeout(end);
  };
  const keep = async () => {
    timer = null;
    since = 0;
    if (running) return schedule(PAUSE);
    const hasChanges = !same(read(), kept || opened);
    if (!hasChanges) return mark(true);
    running = send();
    await running;
    running = null;
    return undefined;
  };
  const schedule = (wait) => {
    if (isLeaving) return;
    clearTimeout(timer);
    timer = setTimeout(keep, wait);
  };
  form.addEventListener("input", () => {
    mark(false);
    const now = Date.now();
    since = since || now;
    if (isRefused) return;
    if (!timer) show(words.waiting);
    schedule(Math.max(0, Math.min(PAUSE, since + LONGEST - now)));
  });
  // Whoever comes back to this tab may have signed in in another one.
  const wake = () => { if (!document.hidden && hadTrouble && !running) schedule(0); };
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("focus", wake);
  window.addEventListener("online", wake);

  // Saving and leaving

  window.addEventListener("submit", (event) => {
    if (event.target !== form || event.defaultPrevented) return;
    if (isOut) {
      event.preventDefault();
      const { submitter: button } = event;
      freshen().then((isIn) => {
        if (isIn) form.requestSubmit(button);
        else state.querySelector(".typing-link").focus();
      }, () => trouble(words.lost, false));
      return;
    }
    if (running && !isLeaving) {
      // What is on its way arrives first, or it would be offered again after it was saved.
      event.preventDefault();
      const { submitter } = event;
      isLeaving = true;
      clearTimeout(timer);
      running.finally(() => { isLeaving = false; form.requestSubmit(submitter); });
      return;
    }
    isLeaving = true;
    clearTimeout(timer);
  });
  window.addEventListener("pageshow", () => { isLeaving = false; });
  window.addEventListener("pagehide", () => {
    if (isLeaving || isOut) return;
    const now = read();
    const headers = { "X-CSRFToken": token(), "X-Typing": field("typing").value };
    if (!same(now, kept || opened) && !isRefused) {
      fetch(words.keep, { method: "POST", keepalive: true, headers, body: body(now) }).catch(() => {});
    }
    if (people) fetch(people.dataset.presence, { method: "POST", keepalive: true, headers, body: new URLSearchParams({ leave: 1 }) }).catch(() => {});
  });

  // Who else is there

  const tell = (lines) => {
    if (lines.join("\n") === [...people.children].map((each) => each.textContent).join("\n")) return;
    people.replaceChildren(...lines.map((line) => {
      const place = document.createElement("p");
      place.textContent = line;
      return place;
    }));
  };
  const beat = async () => {
    const versions = [...form.querySelectorAll("[name^=opened_]")].map((each) => [each.name, each.value]);
    try {
      const answer = await post(people.dataset.presence, { body: new URLSearchParams(versions) });
      if (answer && answer.ok) {
        const { people: there, saved } = await answer.json();
        tell([...there, ...saved]);
      }
    } catch { /* the next one may come through */ }
  };
  if (people) {
    beat();
    setInterval(beat, HEARTBEAT);
  }
})();
