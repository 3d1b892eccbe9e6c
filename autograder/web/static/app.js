// What the pages do beyond links and forms: theme, keys, dialogs. Every page works without it.
"use strict";
(() => {
  const root = document.documentElement;
  const find = (selector, within = document) => within.querySelector(selector);
  const cookie = (name, value) => { document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=strict`; };

  // Theme: system, light or dark; the cookie lets the server draw the next page right at once.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-switch]");
    if (!button) return;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    cookie("autograder-theme", root.dataset.theme);
    button.setAttribute("aria-pressed", String(!dark));
  });

  // Dialogs that a button opens, and questions before what cannot be taken back easily.
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener) document.getElementById(opener.dataset.open)?.showModal();
    if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  });
  document.addEventListener("submit", (event) => {
    const question = event.target.dataset?.confirm;
    if (question && !window.confirm(question)) event.preventDefault();
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-submit-on-change]");
    if (form && !event.target.matches("[type=search]")) form.requestSubmit();
    if (event.target.matches("[data-keys-switch]")) {
      localStorage.setItem("autograder-keys", event.target.checked ? "on" : "off");
    }
  });

  // Keys. A letter alone does something only outside fields, and can be switched off (WCAG 2.1.4).
  const keysOn = () => localStorage.getItem("autograder-keys") !== "off";
  const box = find("[data-keys-switch]");
  if (box) box.checked = keysOn();
  const rows = () => [...document.querySelectorAll("[data-row]")];
  const step = (by) => {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(document.activeElement.closest("[data-row]"));
    const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
    (next.matches("a") ? next : find("a", next)).focus();
  };
  let waiting = false;
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing || find("dialog[open]") || !keysOn()) return;
    const go = (selector) => {
      const target = find(selector);
      if (!target) return;
      event.preventDefault();
      if (target.matches("input, textarea")) { target.focus(); target.select?.(); } else target.click();
    };
    if (waiting) {
      waiting = false;
      go(`[data-go="${CSS.escape(event.key)}"]`);
      return;
    }
    switch (event.key) {
      case "?": event.preventDefault(); document.getElementById("keys")?.showModal(); break;
      case "/": go("[data-search]"); break;
      case "g": waiting = true; setTimeout(() => { waiting = false; }, 1200); break;
      case "j": step(1); break;
      case "k": step(-1); break;
      case "n": go("[data-next]"); break;
      case "p": go("[data-previous]"); break;
      case "r": go("[data-reviewed]"); break;
      case "c": go("[data-comment]"); break;
      case "u": go("[data-up]"); break;
      default:
    }
  });

  // A question once answered is not asked again by leaving: warn before text that was typed is lost.
  let typed = false;
  document.addEventListener("input", (event) => { if (event.target.closest("form[data-guard]")) typed = true; });
  document.addEventListener("submit", () => { typed = false; });
  window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
})();
