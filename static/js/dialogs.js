"use strict";

// What is said while a dialog is open would lie behind it, out of reach.
const moveToasts = (place) => place.append(document.querySelector("#toasts"));

const behind = () => document.querySelector("dialog[open]") ?? document.body;

function openDialog(dialog) {
  if (!dialog.childElementCount) return;
  if (!dialog.open) dialog.showModal();
  moveToasts(dialog);
}

// What was typed into a dialog is not lost to a slip: its own buttons close it, and the
// Escape key while it is said that this discards what was typed.
const holdsInput = (dialog) => "typed" in dialog.dataset;

const warning = () => document.querySelector("[data-discards]");

function warn() {
  if (warning()) return;
  const template = document.querySelector("[data-unsaved]");
  document.querySelector("#toasts").append(template.content.cloneNode(true));
}

document.addEventListener("click", (event) => {
  const { target } = event;
  const dialog = target.closest("dialog");
  if (!dialog) return;
  const outside = target === dialog;
  if (outside && holdsInput(dialog)) warn();
  else if (outside || target.closest("[data-close]")) {
    event.preventDefault();
    dialog.close();
  }
});

document.addEventListener("input", ({ target }) => {
  const dialog = target.closest("dialog");
  if (!dialog) return;
  dialog.dataset.typed = "";
  warning()?.remove();
});

// A browser lets "cancel" be prevented once only; the key itself, each time.
document.addEventListener("keydown", (event) => {
  const top = [...document.querySelectorAll("dialog[open]")].at(-1);
  if (event.key !== "Escape" || !top || !holdsInput(top)) return;
  event.preventDefault();
  if (event.repeat) return;
  if (warning()) top.close();
  else warn();
});

document.addEventListener(
  "close",
  ({ target: dialog }) => {
    if (holdsInput(dialog)) warning()?.remove();
    moveToasts(behind());
    dialog.replaceChildren();
    delete dialog.dataset.typed;
  },
  { capture: true },
);

// A dialog begins something new: what was done before has been told, and would lie in
// the way of its buttons.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!detail.target.matches("[data-dialog]")) return;
  if (detail.target.contains(document.querySelector("#toasts"))) moveToasts(document.body);
  for (const told of document.querySelectorAll('#toasts [role="status"]')) told.remove();
});

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target?.matches("[data-dialog]")) openDialog(detail.target);
});
