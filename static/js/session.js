"use strict";

// A session that ends while a page is open: the page stays, and goes on after a login
// in another tab, whose token for forms is a new one.

const csrf = () => document.cookie.match(/(?:^|; )csrftoken=(\w+)/)?.[1];

function renewToken({ target }) {
  const field = target.elements.csrfmiddlewaretoken;
  if (field && csrf()) field.value = csrf();
}

document.addEventListener("submit", renewToken, { capture: true });

document.addEventListener("htmx:configRequest", ({ detail: { parameters } }) => {
  if (parameters.csrfmiddlewaretoken && csrf()) parameters.csrfmiddlewaretoken = csrf();
});

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target.matches("#signed-out[open]")) detail.shouldSwap = false;
});
