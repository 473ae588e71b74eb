// Hands over what Telegram signed about who opened the Mini App, once, and goes on to the page.
"use strict";
(async () => {
  const said = document.getElementById("said");
  const app = window.Telegram && window.Telegram.WebApp;
  // Where Telegram's own script is not let through, the same data still stands behind the address.
  const data = (app && app.initData) || new URLSearchParams(location.hash.slice(1)).get("tgWebAppData") || "";
  if (app) { app.ready(); app.expand(); }
  if (!data) { said.textContent = said.dataset.elsewhere; return; }
  try {
    const answer = await fetch("/app", {
      method: "POST", headers: { Accept: "application/json" }, credentials: "same-origin",
      body: new URLSearchParams({ data }),
    });
    const reply = await answer.json();
    if (answer.ok) location.replace(reply.to);
    else said.textContent = reply.error;
  } catch (error) {
    said.textContent = said.dataset.failed;
  }
})();
