// What a page of cells adds: every cell says whether it is kept. Without script one button keeps them all.
"use strict";
(() => {
  // A cell says what is known: unsaved while one types, saving while it travels, and saved only in the server's words.
  const say = (at, words, failed) => {
    const entry = at && at.closest && at.closest(".entry");
    const cell = entry && at.closest("[data-cell], [data-words]");
    const said = cell && cell.querySelector("[data-said]");
    if (!said) return;
    said.textContent = entry.dataset[words];
    said.toggleAttribute("data-failed", Boolean(failed));
    cell.toggleAttribute("data-open", words !== "saving");
  };
  const lost = (event) => say(event.detail.target || event.target, "failed", true);
  document.addEventListener("input", (event) => say(event.target, "unsaved"));
  document.addEventListener("htmx:beforeRequest", (event) => say(event.detail.target, "saving"));
  ["htmx:sendError", "htmx:responseError", "htmx:timeout"].forEach((name) => document.addEventListener(name, lost));
  document.addEventListener("htmx:beforeSwap", (event) => {  // a page to sign in again is no answer to a cell
    const asked = event.detail.pathInfo && event.detail.pathInfo.requestPath;
    const came = event.detail.xhr.responseURL;
    if (!asked || !came || new URL(came).pathname === new URL(asked, location.href).pathname) return;
    if (!event.detail.target.closest(".entry")) return;
    event.detail.shouldSwap = false;
    lost(event);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const cell = event.target.closest && event.target.closest("[data-cell], [data-words]");
    const waits = cell && cell.querySelector("[data-answer=conflict], [data-answer=refused], [data-answer=asked]");
    if (cell) cell.toggleAttribute("data-open", Boolean(waits));
  });
  document.addEventListener("submit", (event) => {
    event.target.querySelectorAll("[data-open]").forEach((cell) => cell.removeAttribute("data-open"));
  });
  window.addEventListener("beforeunload", (event) => {  // typed and not yet kept: the browser asks before it is gone
    if (document.querySelector(".entry [data-open]")) event.preventDefault();
  });
})();
