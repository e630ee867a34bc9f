"use strict";

// A row goes at once, here: nobody waits for the server to take it away. The last one
// stays, empty; what is under way for it as it was comes to nothing.

const GOES = "[data-removes-row]";

function emptyControl(control) {
  if (control.matches("select")) control.selectedIndex = 0;
  else control.value = "";
}

function emptied(row) {
  const empty = row.cloneNode(true);
  empty.querySelectorAll("input:not([type=hidden]), select").forEach(emptyControl);
  row.replaceWith(empty);
  htmx.process(empty);
  empty.dispatchEvent(new Event("change", { bubbles: true }));
  return empty;
}

function removeRow(row) {
  const rows = [...row.parentElement.querySelectorAll("[data-row]")];
  const next = rows.length > 1 ? rows[rows.indexOf(row) + 1] : emptied(row);
  const adds = row.closest("form")?.querySelector("[data-adds-row]");
  (next?.querySelector(GOES) ?? adds)?.focus();
  row.remove();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest(GOES);
  if (!button) return;
  event.preventDefault();
  removeRow(button.closest("[data-row]"));
});

// What was typed where an answer brings a list to choose from: the server says which of
// it was meant.
const typedBefore = new WeakMap();

document.addEventListener("htmx:beforeSwap", ({ detail: { target, xhr } }) => {
  const row = target.closest("[data-row]");
  const text = row?.querySelector("[name=value][type=text]")?.value.trim();
  if (text) typedBefore.set(xhr, { row, text });
});

document.addEventListener("htmx:afterSettle", ({ detail: { xhr } }) => {
  const { row, text } = typedBefore.get(xhr) ?? {};
  const list = row?.querySelector("select[name=value]");
  typedBefore.delete(xhr);
  if (!list) return;
  list.add(new Option(text, text, false, true));
  list.dispatchEvent(new Event("change", { bubbles: true }));
});
