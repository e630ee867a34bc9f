"use strict";

// The search at the top of every page, by keyboard.

function moveAmongFound(finder, step) {
  const stops = [...finder.querySelectorAll("input, .hits a")];
  stops[stops.indexOf(document.activeElement) + step]?.focus();
}

function forgetFound(finder) {
  finder.querySelector("input").focus();
  finder.querySelector(".suggestions").replaceChildren();
}

function wantsSearch({ key, target, ctrlKey, metaKey, altKey }) {
  const isTyping = target.matches("input, select, textarea");
  const isElsewhere = document.querySelector("dialog[open]");
  return key === "/" && !(isTyping || isElsewhere || ctrlKey || metaKey || altKey);
}

// An answer to what was typed before takes no suggestion from under the focus.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { target } = detail;
  const isInUse = target.contains(document.activeElement);
  if (target.matches(".suggestions") && isInUse) detail.shouldSwap = false;
});

document.addEventListener("keydown", (event) => {
  const finder = event.target.closest("[data-finder]");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (finder && step) moveAmongFound(finder, step);
  else if (finder && event.key === "Escape") forgetFound(finder);
  else if (wantsSearch(event)) document.querySelector("[data-shortcut]")?.focus();
  else return;
  event.preventDefault();
});
