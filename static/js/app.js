"use strict";

const find = (selector, root = document) => root.querySelector(selector);

function focusFirstInvalid(root) {
  find('[aria-invalid="true"]', root)?.focus();
}

function openDialog(dialog) {
  if (!dialog.open && dialog.childElementCount) dialog.showModal();
}

function closeDialog(dialog) {
  dialog.close();
  dialog.replaceChildren();
}

function showFailure() {
  const template = find("[data-failure]");
  find("#toasts").append(template.content.cloneNode(true));
}

function moveAmongFound(finder, step) {
  const stops = [...finder.querySelectorAll("input, .hits a")];
  stops[stops.indexOf(document.activeElement) + step]?.focus();
}

function forgetFound(finder) {
  find("input", finder).focus();
  find(".suggestions", finder).replaceChildren();
}

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  const finder = target.closest("[data-finder]");
  const isTyping = target.matches("input, select, textarea") || find("dialog[open]");
  if (finder && step) moveAmongFound(finder, step);
  else if (finder && key === "Escape") forgetFound(finder);
  else if (key === "/" && !isTyping && !event.ctrlKey && !event.metaKey)
    find('[data-shortcut="/"]')?.focus();
  else return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const { target } = event;
  if (target.closest("[data-dismiss]")) target.closest("[data-toast]").remove();
  const menu = find(".menu[open]");
  if (menu && !target.closest("summary")) menu.open = false;
  const dialog = target.closest("dialog");
  const outside = target === dialog;
  if (dialog && (outside || target.closest("[data-close]"))) {
    event.preventDefault();
    closeDialog(dialog);
  }
});

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-tick]")) return;
  const boxes = document.getElementsByName(target.dataset.tick);
  for (const box of boxes) box.checked = target.checked;
});

// After a login in another tab the token of this page is an old one.
document.addEventListener("submit", ({ target }) => {
  const token = document.cookie.match(/(?:^|; )csrftoken=(\w+)/);
  const field = target.elements.csrfmiddlewaretoken;
  if (token && field) field.value = token[1];
}, true);

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target.matches("#signed-out[open]")) detail.shouldSwap = false;
});

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target.matches("[data-dialog]")) openDialog(detail.target);
  focusFirstInvalid(detail.target);
});

document.addEventListener("htmx:responseError", showFailure);
document.addEventListener("htmx:sendError", showFailure);
document.addEventListener("DOMContentLoaded", () => focusFirstInvalid(document));
