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

document.addEventListener("htmx:beforeSwap", ({ detail: { target, xhr } }) => {
  const active = document.activeElement;
  if (target.id && target.contains(active)) stood.set(xhr, { active, id: target.id });
});

document.addEventListener("htmx:afterSettle", ({ detail: { xhr } }) => {
  const { active, id } = stood.get(xhr) ?? {};
  const place = document.getElementById(id);
  const isLost = document.activeElement === document.body;
  if (place && isLost) focus(successor(active, place) ?? place);
});

let pressed;

const pressedBy = ({ target }) =>
  target.closest("label")?.control ?? target.closest(PRESSED);

const isPlain = ({ button, ctrlKey, metaKey, shiftKey }) =>
  !(button || ctrlKey || metaKey || shiftKey);

document.addEventListener("pointerdown", (event) => {
  pressed = pressedBy(event);
});

// A browser counts no click where what was pressed is gone when the button is let go.
document.addEventListener("pointerup", (event) => {
  const released = pressedBy(event);
  if (!pressed || !released || pressed.isConnected || !isPlain(event)) return;
  if (isSuccessor(released, pressed)) released.click();
});
