"use strict";

const SENDING = 'form[method="post"] button:not([formnovalidate])';

const find = (selector, root = document) => root.querySelector(selector);

function focusFirstInvalid(root) {
  find('[aria-invalid="true"]', root)?.focus();
}

function showFailure() {
  const template = find("[data-failure]");
  find("#toasts").append(template.content.cloneNode(true));
}

document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-dismiss]")) target.closest("[data-toast]").remove();
  const menu = find(".menu[open]");
  if (menu && !target.closest("summary")) menu.open = false;
});

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

// Nor is a form sent twice by two presses of Enter while its answer is slow to come.
const sent = new WeakMap();

function sendOnce(event) {
  const { target, submitter, timeStamp } = event;
  const before = sent.get(target);
  const isAgain = before?.submitter === submitter && timeStamp - before.timeStamp < 5_000;
  if (!isAgain) sent.set(target, { submitter, timeStamp });
  else if (target.method === "post") {
    event.preventDefault();
    event.stopPropagation();
  }
}

document.addEventListener("submit", sendOnce, { capture: true });
window.addEventListener("pageshow", () => {
  for (const form of document.forms) sent.delete(form);
});

// What is being saved cannot be changed any more.
document.addEventListener("htmx:beforeSend", ({ detail: { elt, requestConfig, xhr } }) => {
  const { submitter } = requestConfig.triggeringEvent ?? {};
  if (!submitter || requestConfig.verb !== "post") return;
  elt.inert = !submitter.formNoValidate;
  elt.addEventListener("htmx:afterRequest", function end({ detail }) {
    if (detail.xhr !== xhr) return;
    elt.removeEventListener("htmx:afterRequest", end);
    elt.inert = false;
    sent.delete(elt);
  });
});

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-tick]")) return;
  const boxes = document.getElementsByName(target.dataset.tick);
  for (const box of boxes) box.checked = target.checked;
});

document.addEventListener("htmx:afterSwap", ({ target, detail }) => {
  focusFirstInvalid(detail.xhr?.status === 422 ? target : detail.target);
});

document.addEventListener("htmx:responseError", showFailure);
document.addEventListener("htmx:sendError", showFailure);
document.addEventListener("htmx:timeout", showFailure);
document.addEventListener("DOMContentLoaded", () => {
  focusFirstInvalid(document);
  find(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
});
