"use strict";

const SENDING = 'form[method="post"] button:not([formnovalidate])';

const find = (selector, root = document) => root.querySelector(selector);

function focusFirstInvalid(root) {
  find('[aria-invalid="true"]', root)?.focus();
}

// What is said while a dialog is open would lie behind it, out of reach.
const moveToasts = (place) => place.append(find("#toasts"));

function openDialog(dialog) {
  if (!dialog.childElementCount) return;
  if (!dialog.open) dialog.showModal();
  moveToasts(dialog);
}

// What was typed into a dialog is not lost to a slip: its own buttons close it.
const holdsInput = (dialog) => "typed" in dialog.dataset;

function showFailure() {
  const template = find("[data-failure]");
  find("#toasts").append(template.content.cloneNode(true));
}

document.addEventListener("click", (event) => {
  const { target } = event;
  if (target.closest("[data-dismiss]")) target.closest("[data-toast]").remove();
  const menu = find(".menu[open]");
  if (menu && !target.closest("summary")) menu.open = false;
  const dialog = target.closest("dialog");
  const outside = target === dialog && !holdsInput(dialog);
  if (dialog && (outside || target.closest("[data-close]"))) {
    event.preventDefault();
    dialog.close();
  }
});

document.addEventListener("input", ({ target }) => {
  const dialog = target.closest("dialog");
  if (dialog) dialog.dataset.typed = "";
});

document.addEventListener(
  "cancel",
  (event) => {
    if (holdsInput(event.target)) event.preventDefault();
  },
  { capture: true },
);

document.addEventListener(
  "close",
  ({ target: dialog }) => {
    moveToasts(document.body);
    dialog.replaceChildren();
    delete dialog.dataset.typed;
  },
  { capture: true },
);

// A double click is one click: the second would only be told what the first has done.
// Buttons that send nothing off (a row more, a row less) count every click.
document.addEventListener(
  "click",
  (event) => {
    if (event.detail < 2 || !event.target.closest(SENDING)) return;
    event.preventDefault();
    event.stopPropagation();
  },
  { capture: true },
);

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-tick]")) return;
  const boxes = document.getElementsByName(target.dataset.tick);
  for (const box of boxes) box.checked = target.checked;
});

// A dialog begins something new: what was done before has been told, and would lie in
// the way of its buttons.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!detail.target.matches("[data-dialog]")) return;
  moveToasts(document.body);
  for (const told of document.querySelectorAll('#toasts [role="status"]')) told.remove();
});

document.addEventListener("htmx:afterSwap", ({ target, detail }) => {
  if (detail.target.matches("[data-dialog]")) openDialog(detail.target);
  focusFirstInvalid(detail.xhr.status === 422 ? target : detail.target);
});

document.addEventListener("htmx:responseError", showFailure);
document.addEventListener("htmx:sendError", showFailure);
document.addEventListener("DOMContentLoaded", () => {
  focusFirstInvalid(document);
  find(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
});
