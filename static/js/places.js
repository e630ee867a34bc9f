"use strict";

// An answer replaces what somebody stands on or presses: both go over to its successor.

const PRESSED = "a, button, summary, [type=radio], [type=checkbox]";

// Counts may have changed.
const wordsOf = ({ textContent }) => textContent.replace(/[\d\s.,]+/g, "");

const isSuccessor = (one, old) =>
  one.isEqualNode(old) || (one.id ? one.id === old.id : wordsOf(one) === wordsOf(old));

function successor(old, root) {
  const all = [...root.querySelectorAll(old.tagName)];
  const href = old.getAttribute("href");
  return (
    all.find((one) => href && one.getAttribute("href") === href) ??
    all.find((one) => isSuccessor(one, old))
  );
}

// For the next Tab to go on from here, not from the top of the page.
function focus(element) {
  if (element.tabIndex < 0) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}

const stood = new WeakMap();

// Before what was pressed rests, is disabled, or closes with its menu.
function remember({ detail: { target, xhr } }) {
  const active = document.activeElement;
  const place = target.contains(active) ? target.id : "";
  if (active !== document.body) stood.set(xhr, { active, place });
}

function restore({ detail: { xhr } }) {
  const { active, place } = stood.get(xhr) ?? {};
  if (!active || document.activeElement !== document.body) return;
  const closed = active.closest("details:not([open])");
  const area = document.getElementById(place);
  if (active.isConnected) (closed?.querySelector("summary") ?? active).focus();
  else if (area) focus(successor(active, area) ?? area);
}

document.addEventListener("htmx:beforeRequest", remember, { capture: true });
document.addEventListener("htmx:afterRequest", restore);

let pressed;
let meaning;

const pressedBy = ({ target }) =>
  target.closest("label")?.control ?? target.closest(PRESSED);

const isPlain = ({ button, ctrlKey, metaKey, shiftKey }) =>
  !(button || ctrlKey || metaKey || shiftKey);

document.addEventListener("pointerdown", (event) => {
  pressed = pressedBy(event);
  meaning = pressed && meaningOf(pressed);
});

// Names of records may differ in a number alone, and a row's buttons in its form.
const MEANT = ["id", "href", "name", "value", "formaction"];

function meaningOf(element) {
  const words = element.matches("a") ? "" : element.textContent;
  const attributes = MEANT.map((name) => element.getAttribute(name));
  return JSON.stringify([element.tagName, words, element.form?.action, ...attributes]);
}

// A browser counts no click where what was pressed is gone when the button is let go.
document.addEventListener("pointerup", (event) => {
  const released = pressedBy(event);
  if (!pressed || !released || pressed.isConnected || !isPlain(event)) return;
  if (meaning === meaningOf(released)) released.click();
});
