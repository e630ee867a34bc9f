"use strict";

// Of what a person asks for one place only the last counts, in whatever order the answers
// come. While it is under way, nothing else is read into that place.

const BY_PERSON = new Set(["click", "submit", "input", "change"]);
const NO_FILTERS = new Set(["after", "before", "record"]);

let turn = 0;
const turns = new WeakMap();
const last = new Map();
const typed = new Map();
const shown = new Map();

const isDialog = (target) => target.matches("[data-dialog]");

const placeOf = (target) => (isDialog(target) ? "dialogs" : target.id || target);

// Whoever goes on elsewhere waits for it no longer.
const leave = (place) => last.set(place, { turn: ++turn });

function overtaken(event) {
  const { target, requestConfig, xhr } = event.detail;
  const newest = last.get(placeOf(target));
  const mayGo = requestConfig.verb === "get" || isDialog(target);
  if (!mayGo || !newest || newest.xhr === xhr) return;
  if (newest.xhr || newest.turn > turns.get(xhr)) event.preventDefault();
}

function answered({ detail: { target, xhr } }) {
  const place = placeOf(target);
  const newest = last.get(place);
  if (newest?.xhr !== xhr) return;
  delete newest.xhr;
  // Also after a failure: the list is still what it says it is.
  shown.set(place, newest.turn);
  markBusy(place);
}

// What a list offers to do with all that it finds waits until it shows what it finds.
function markBusy(place) {
  const list = document.getElementById(place);
  const isUnderWay = Boolean(last.get(place)?.xhr);
  const isBehind = isUnderWay || typed.get(place) > (shown.get(place) ?? 0);
  list?.setAttribute("aria-busy", isBehind);
  for (const form of list?.querySelectorAll("form") ?? []) form.inert = isBehind;
}

// What asked may be gone from the page when the answer comes: only it hears of it then.
document.addEventListener("htmx:beforeSend", ({ detail }) => {
  const { elt, pathInfo, requestConfig, target, xhr } = detail;
  turns.set(xhr, ++turn);
  elt.addEventListener("htmx:beforeOnLoad", overtaken);
  elt.addEventListener("htmx:afterRequest", answered);
  if (!BY_PERSON.has(requestConfig.triggeringEvent?.type)) return;
  const url = new URL(pathInfo.finalRequestPath, location.href);
  last.set(placeOf(target), { turn, xhr, url });
  if (requestConfig.verb === "get") markBusy(placeOf(target));
});

document.addEventListener("input", ({ target }) => {
  leave("dialogs");
  const form = target.closest('[hx-trigger^="input"][hx-target^="#"]');
  if (!form) return;
  const place = form.getAttribute("hx-target").slice(1);
  typed.set(place, ++turn);
  markBusy(place);
});
document.addEventListener("keydown", ({ key }) => key === "Escape" && leave("dialogs"));
window.addEventListener("popstate", ({ state }) => {
  if (state?.htmx) [...last.keys()].forEach(leave);
});

// It would come back so with the page.
document.addEventListener("htmx:beforeHistorySave", () => {
  for (const form of document.querySelectorAll("form[inert]")) form.inert = false;
  for (const list of document.querySelectorAll("[aria-busy]")) list.ariaBusy = false;
});

// A filter under way goes along with the one that is chosen before its answer.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  const pending = last.get(placeOf(detail.target));
  const url = new URL(detail.path, location.href);
  const isList = detail.verb === "get" && url.pathname === location.pathname;
  if (!isList || !pending?.xhr || pending.url.pathname !== url.pathname) return;
  for (const [name, value] of detail.formData) url.searchParams.append(name, value);
  for (const name of [...detail.formData.keys()]) detail.formData.delete(name);
  takeAlong(detail.elt, url.searchParams, pending.url.searchParams);
  detail.path = url.pathname + url.search;
});

function takeAlong(elt, asked, pending) {
  const names = new Set([...asked.keys(), ...pending.keys()]);
  for (const name of names) {
    if (NO_FILTERS.has(name) || isChosen(elt, name)) continue;
    if (pending.has(name)) asked.set(name, pending.get(name));
    else asked.delete(name);
  }
}

// By this very element: a form's hidden fields, and the rest of an address, tell what
// is shown.
function isChosen(elt, name) {
  const input = elt.elements?.[name];
  if (input) return input.type !== "hidden";
  return elt.closest("[data-sets]")?.dataset.sets === name;
}
