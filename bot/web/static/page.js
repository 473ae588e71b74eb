// Sends forms without leaving the page, and lets the parent type for a moment. Without it all works by plain forms.
"use strict";
(() => {
  const by = (id) => document.getElementById(id);
  const body = document.body, log = by("log"), room = log.parentElement, typing = by("typing");
  const box = by("text"), say = by("say"), actions = by("actions"), note = by("note");
  const finePointer = matchMedia("(pointer: fine)"), wide = matchMedia("(min-width: 80rem)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let busy = false, doubt = false, doing = "", since = 0, next = null, hurry = () => {};

  const rest = (ms) => new Promise((done) => { hurry = done; setTimeout(done, ms); });
  const made = (html) => {
    const holder = document.createElement("template");
    holder.innerHTML = html.trim();
    return holder.content.firstElementChild;
  };
  const fromTemplate = (id) => by(id).content.firstElementChild.cloneNode(true);
  const down = () => { room.scrollTop = room.scrollHeight; };

  function tell(sentence) {
    note.textContent = sentence;
    note.hidden = !sentence;
  }

  function add(piece) {
    const last = log.lastElementChild;
    const voice = (one) => ["parent", "teacher", "coach", "card", "trainer"].find((name) => one && one.classList.contains(name));
    if (voice(last) !== voice(piece)) piece.classList.add("first");
    piece.classList.add("arrives");
    log.append(piece);
    return piece;
  }

  function grow() {
    if (CSS.supports("field-sizing", "content")) return;
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight + 2, innerHeight * 0.32)}px`;
  }

  function renew(reply) {
    for (const form of [say, actions]) {
      if (reply.once) form.elements.once.value = reply.once;
      if (reply.mark) form.elements.mark.value = reply.mark;
    }
  }

  // The head is replaced when the conversation or the pause changes; an open dossier stays open.
  function refit(reply) {
    const was = by("head").querySelector("details"), open = was && was.open;
    const same = reply.session === body.dataset.session;
    by("head").innerHTML = reply.head;
    const now = by("head").querySelector("details");
    if (now) now.open = same ? Boolean(open) : wide.matches;
    by("controls").innerHTML = reply.controls;
    say.hidden = !reply.may_type;
    body.dataset.session = reply.session;
    body.dataset.typing = body.dataset.typingForm.replace("%", reply.name || body.dataset.parent);
  }

  async function reveal(reply) {
    let first = null;
    // What was deleted does not stay on the screen.
    if (reply.wiped) log.replaceChildren();
    for (const one of reply.bubbles) {
      if (one.wait && !next) {
        typing.lastElementChild.textContent = body.dataset.typing;
        typing.hidden = false;
        down();
        await rest(one.wait);
        typing.hidden = true;
      }
      const piece = add(made(one.html));
      first = first || piece;
      if (one.wait || !first) down();
    }
    return first;
  }

  // A long answer is read from its start, a short one is seen whole.
  function settle(first, mine) {
    const start = mine || first;
    if (!start) return;
    const tall = log.getBoundingClientRect().bottom - start.getBoundingClientRect().top > room.clientHeight;
    const at = first ? room.scrollTop + first.getBoundingClientRect().top - room.getBoundingClientRect().top - 12 : 0;
    if (tall && first) room.scrollTo({ top: at, behavior: calm.matches ? "auto" : "smooth" });
    else down();
  }

  async function post(form, fields) {
    // Not `form.action`: the buttons are called so too.
    const answer = await fetch(form.getAttribute("action"), {
      method: "POST", headers: { Accept: "application/json" }, credentials: "same-origin",
      body: new URLSearchParams([...new FormData(form), ...fields]),
    });
    const reply = (answer.headers.get("content-type") || "").includes("json") ? await answer.json() : { error: body.dataset.failed };
    return { ok: answer.ok, reply };
  }

  async function send(form, fields, mine, undo) {
    busy = true;
    since = performance.now();
    body.dataset.busy = "";
    tell("");
    let first = null;
    try {
      const { ok, reply } = await post(form, fields);
      renew(reply);
      if (!ok) {
        next = null;
        undo();
        tell(reply.error);
        return;
      }
      // The answer to an earlier attempt may have been lost on the way: fetch what really stands.
      if (doubt) { location.assign("/"); return; }
      refit(reply);
      first = await reveal(reply);
    } catch (error) {
      doubt = true;
      next = null;
      undo();
      tell(body.dataset.offline);
      return;
    } finally {
      busy = false;
      delete body.dataset.busy;
    }
    settle(first, mine);
    const later = next;
    next = null;
    // Not at once: a form that is being sent cannot be sent.
    if (later) setTimeout(later);
    else if (!say.hidden && (form === say || finePointer.matches)) box.focus({ preventScroll: true });
    else if (first) first.focus({ preventScroll: true });
  }

  // Who does not wait for the parent to finish typing hears the rest at once and then has their turn.
  function afterwards(action) {
    next = action;
    hurry();
  }

  say.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = box.value;
    if (busy) {
      if (text.trim()) afterwards(() => say.requestSubmit());
      return;
    }
    doing = "";
    if (!text.trim()) {
      send(say, [], null, () => {});
      return;
    }
    const mine = add(fromTemplate("mine"));
    mine.querySelector(".text").textContent = text.trim();
    send(say, [], mine, () => { mine.remove(); if (!box.value) box.value = text; grow(); box.focus(); });
    box.value = "";
    grow();
    down();
  });

  actions.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter, menu = document.querySelector(".menu");
    if (button) press(button, menu);
  });

  function press(button, menu) {
    if (busy) {
      // The second of a double click may land on what has just moved there.
      if (performance.now() - since > 400 && doing !== button.value) afterwards(() => press(button, menu));
      return;
    }
    doing = button.value;
    if (menu) menu.open = false;
    let mark = null;
    if (log.contains(button) || (menu && menu.contains(button))) {
      mark = fromTemplate("chosen");
      mark.textContent = button.textContent;
      log.append(mark);
      down();
    }
    send(actions, [["action", button.value]], mark, () => mark && mark.remove());
  }

  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !finePointer.matches) return;
    event.preventDefault();
    say.requestSubmit();
  });
  box.addEventListener("input", () => { grow(); tell(""); });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("header details[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });
  document.addEventListener("click", (event) => {
    const menu = document.querySelector(".menu[open]");
    if (menu && !menu.contains(event.target)) menu.open = false;
  });
  log.addEventListener("error", (event) => {
    if (!event.target.dataset || !event.target.dataset.failed) return;
    const sorry = document.createElement("p");
    sorry.textContent = event.target.dataset.failed;
    event.target.replaceWith(sorry);
  }, true);
  log.addEventListener("load", () => { if (!busy && pinned) down(); }, true);
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  // From a reload on, what was said last is in sight.
  let pinned = false;
  const dossier = by("head").querySelector("details");
  if (dossier && wide.matches) dossier.open = true;
  if (body.dataset.session) { pinned = true; down(); }
  room.addEventListener("wheel", () => { pinned = false; }, { passive: true });
  if (location.search) history.replaceState(null, "", "/");
  grow();
})();
