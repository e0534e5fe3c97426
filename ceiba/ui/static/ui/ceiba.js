// What quickens a page; every page works without it. Keys: one letter each, named by data-key; j and k walk along rows.
"use strict";
(() => {
  const rows = "main tbody tr a:first-of-type, main .branch-row a, main .ruled > li > a:first-of-type";
  const inField = (at) => at.closest("input:not([type=checkbox],[type=radio]), select, textarea, [contenteditable]");
  const shown = (at) => at.checkVisibility ? at.checkVisibility() : at.offsetParent !== null;
  const menus = () => document.querySelectorAll("details.menu[open]");

  const walk = (step) => {
    const all = [...document.querySelectorAll(rows)].filter(shown);
    const at = all.indexOf(document.activeElement);
    const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step];
    if (next) next.focus();
    return Boolean(next);
  };

  const press = (key) => {
    if (key === "/") {
      const field = [...document.querySelectorAll("[data-search], input[type=search]")].find(shown);
      if (field) { field.focus(); field.select(); }
      return Boolean(field);
    }
    if (key === "j" || key === "k") return walk(key === "j" ? 1 : -1);
    const target = [...document.querySelectorAll("[data-key]")].find((at) => at.dataset.key === key && !at.disabled);
    if (target) target.click();
    return Boolean(target);
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      menus().forEach((menu) => { menu.open = false; if (menu.contains(document.activeElement)) menu.firstElementChild.focus(); });
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (!document.body.hasAttribute("data-shortcuts") || inField(event.target)) return;
    if (press(event.key)) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    menus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
    const copy = event.target.closest("[data-copy]");
    const field = copy && document.getElementById(copy.dataset.copy);
    if (field) { field.select(); navigator.clipboard?.writeText(field.value); }
  });

  // A form is sent once: a second click while it travels does nothing.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.matches("[hx-post], [data-again]")) return;
    if (form.dataset.sent && Date.now() - form.dataset.sent < 4000) event.preventDefault();
    else form.dataset.sent = Date.now();
  });

  const arrive = () => {
    const wrong = document.querySelector("[data-focus]");
    if (wrong) wrong.focus();
    const line = document.querySelector(".line.selected");
    const frame = line && line.closest(".lines");
    if (!line || location.hash) return;
    if (frame.scrollHeight > frame.clientHeight) {  // only the document moves: the page stays where the reader was
      frame.scrollTop += line.getBoundingClientRect().top - frame.getBoundingClientRect().top - frame.clientHeight / 2;
    } else line.scrollIntoView({ block: "center" });
  };
  arrive();
})();
