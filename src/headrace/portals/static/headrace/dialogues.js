// Opens a dialogue from the button that names it; focus starts on the way out, Escape closes.
(() => {
  "use strict";
  document.addEventListener("click", (event) => {
    const opener = event.target.closest && event.target.closest("[data-opens]");
    if (opener) {
      const dialogue = document.getElementById(opener.dataset.opens);
      if (!dialogue) return;
      event.preventDefault();
      dialogue.showModal();
      const out = dialogue.querySelector("[data-closes]");
      if (out) out.focus();
      return;
    }
    const closer = event.target.closest && event.target.closest("[data-closes]");
    const open = closer && closer.closest("dialog");
    if (open) {
      event.preventDefault();
      open.close();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.more[open]").forEach((menu) => { menu.open = false; });
  });
})();
