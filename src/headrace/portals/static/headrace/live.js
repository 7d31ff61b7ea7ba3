// An open page follows what happens: the stream says that something changed, htmx asks for the
// page's parts again. Nothing is swapped under a hand: not while a dialogue is open, a form is on
// its way or something was typed; it is made up for afterwards.
(() => {
  "use strict";
  const box = document.getElementById("live");
  if (!box || !window.EventSource || !window.htmx) return;
  const LONGEST_WAIT = 30000;
  let stream = null;
  let marks = "";
  let busy = false;
  let again = false;
  let behind = false;
  let paused = false;
  let wait = 1000;
  let before = null;

  const ticket = () => document.getElementById("live-ticket").dataset;
  const parts = () => [...document.querySelectorAll(box.dataset.fragments)];
  const inParts = (what) => parts().flatMap((part) => [...part.querySelectorAll(what)]);
  const say = (state) => { box.dataset.state = paused ? "paused" : state; };
  const typed = () => inParts("input:not([type=hidden]), textarea, select").some((field) =>
    field === document.activeElement
    || (field.value !== undefined && field.defaultValue !== undefined && field.value !== field.defaultValue)
    || (field.defaultChecked !== undefined && field.checked !== field.defaultChecked));
  const held = () => paused || typed() || document.querySelector("dialog[open], form[data-sent]");

  const refresh = () => {
    if (held()) { behind = true; return; }
    if (busy) { again = true; return; }
    busy = true;
    again = behind = false;
    htmx.trigger(box, "live-refresh");
  };
  const later = () => {
    setTimeout(refresh, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  };
  const connect = () => {
    if (stream) stream.close();
    const asked = ticket();
    const mine = new EventSource(asked.stream, { withCredentials: true });
    stream = mine;
    marks = asked.marks;
    mine.addEventListener("here", () => { wait = 1000; say("live"); });
    mine.addEventListener("changed", refresh);
    mine.addEventListener("ended", () => { mine.close(); stream = null; refresh(); });
    mine.addEventListener("error", () => {
      if (mine !== stream) return;
      say("cut");
      // The browser comes back by itself and says where it was; only a refusal ends that, and then
      // the page needs a new ticket.
      if (mine.readyState === EventSource.CLOSED) { stream = null; later(); }
    });
  };

  // What a reader had open or in focus stays so, by its place; new rows are marked for a moment.
  const focusable = () => inParts("a[href], button, summary");
  const rows = () => inParts("tr, li");
  box.addEventListener("htmx:beforeSwap", () => {
    before = {
      open: inParts("details").map((each) => each.open),
      focus: focusable().indexOf(document.activeElement),
      rows: new Set(rows().map((each) => each.textContent)),
    };
  });
  box.addEventListener("htmx:afterRequest", (event) => {
    busy = false;
    if (before) {
      inParts("details").forEach((each, place) => { if (before.open[place]) each.open = true; });
      const focus = focusable()[before.focus];
      if (focus && document.activeElement === document.body) focus.focus({ preventScroll: true });
      for (const row of rows()) if (!before.rows.has(row.textContent)) row.classList.add("fresh");
      before = null;
    }
    if (!event.detail.successful) { if (!stream) later(); return; }
    if (!stream || ticket().marks !== marks) connect();
    if (again) refresh();
  });
  const makeUp = () => { if (behind) refresh(); };
  document.addEventListener("close", makeUp, true);
  document.addEventListener("focusout", () => setTimeout(makeUp, 0));
  window.addEventListener("pageshow", (event) => { if (event.persisted) connect(); });
  window.addEventListener("pagehide", () => { if (stream) stream.close(); });
  box.querySelector("[data-live-pause]").addEventListener("click", () => {
    paused = !paused;
    say(stream && stream.readyState === EventSource.OPEN ? "live" : "cut");
    makeUp();
  });
  box.hidden = false;
  say("live");
  connect();
})();
