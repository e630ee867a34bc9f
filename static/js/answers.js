"use strict";

// What was typed or chosen since an answer was asked for stays, although the answer
// replaces the part of the page where it stands.

const CONTROLS = "input, select, textarea";

let moment = 0;
const changed = new WeakMap();
const asked = new WeakMap();
const newer = new WeakMap();

// As they are now: a radio button is unticked by the one that takes its place.
function changedSince(xhr) {
  const controls = [...document.querySelectorAll(CONTROLS)];
  const later = controls.filter((control) => changed.get(control) > asked.get(xhr));
  return later.map((control) => [control, control.value, control.checked]);
}

// Ids are numbers in some lists: one alone does not tell what a control is about.
const isSame = (one, other) =>
  one.id !== "" && one.id === other.id && one.name === other.name;

const isTicked = (control) => control.matches("[type=radio], [type=checkbox]");

const offers = (control, value) =>
  !control.matches("select") || [...control.options].some((it) => it.value === value);

function carryOver([old, value, checked]) {
  const control = document.getElementById(old.id);
  if (!control || !isSame(control, old) || !offers(control, value)) return;
  if (isTicked(control)) control.checked = checked;
  else control.value = value;
  changed.set(control, changed.get(old));
  control.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("input", ({ target }) => changed.set(target, ++moment));

document.addEventListener("htmx:beforeSend", ({ detail: { xhr } }) => asked.set(xhr, moment));

// A dialog opens for something else.
document.addEventListener("htmx:beforeSwap", ({ detail: { target, xhr } }) => {
  if (!target.matches("[data-dialog]")) newer.set(xhr, changedSince(xhr));
});

document.addEventListener("htmx:afterSettle", ({ detail: { xhr } }) => {
  const lost = newer.get(xhr)?.filter(([control]) => !control.isConnected);
  newer.delete(xhr);
  lost?.forEach(carryOver);
});
