// Keeps what was typed when a form is refused, and lets arrow keys turn the pages. Without it all works by plain forms.
"use strict";
(() => {
  const typed = "input, textarea, select, summary";

  function tell(form, sentence) {
    const note = form.querySelector(".note");
    note.textContent = sentence;
    note.hidden = !sentence;
  }

  function go(to) {
    const there = new URL(to, location.href);
    // The same page with another anchor would only scroll: what was done is not on it yet.
    if (there.pathname === location.pathname && there.search === location.search) {
      history.replaceState(null, "", there);
      location.reload();
    } else location.assign(there);
  }

  async function send(form) {
    const button = form.querySelector("button:not([type])");
    button.disabled = true;
    tell(form, "");
    try {
      const answer = await fetch(form.getAttribute("action"), {
        method: "POST", headers: { Accept: "application/json" }, credentials: "same-origin",
        body: new URLSearchParams(new FormData(form)),
      });
      const reply = await answer.json();
      if (answer.ok) { go(reply.to); return; }
      tell(form, reply.error);
    } catch (error) {
      tell(form, document.body.dataset.offline);
    }
    button.disabled = false;
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    // What answers with a page of its own, such as a code that is shown once, is left to the browser.
    if (!form.matches(".deed:not(.shows)")) return;
    event.preventDefault();
    if (!form.querySelector("button:not([type])").disabled) send(form);
  });

  document.addEventListener("keydown", (event) => {
    const rel = { ArrowLeft: "prev", PageUp: "prev", ArrowRight: "next", PageDown: "next" }[event.key];
    if (!rel || event.altKey || event.ctrlKey || event.metaKey || event.target.matches(typed)) return;
    const link = document.querySelector(`a[rel=${rel}]`);
    if (link) { event.preventDefault(); link.click(); }
  });
})();
