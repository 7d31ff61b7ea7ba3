// A form that has been sent stays pressed: the button says so, and a second click does nothing.
// The button carries the word in data-sending; without this script the form works as any other.
(() => {
  "use strict";
  const release = (form) => {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("button[data-said]")) {
      button.textContent = button.dataset.said;
      delete button.dataset.said;
      button.classList.remove("sending");
      button.removeAttribute("aria-busy");
    }
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sent = "yes";
    const button = event.submitter || form.querySelector("button[data-sending]");
    if (!button || !button.dataset.sending) return;
    button.dataset.said = button.textContent;
    button.textContent = button.dataset.sending;
    button.classList.add("sending");
    button.setAttribute("aria-busy", "true");
  }, true);
  // Coming back through the browser's history shows the page as it was left: let it be sent again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(release);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest && event.target.closest("form[data-sent]");
    if (form) release(form);
  });
})();
