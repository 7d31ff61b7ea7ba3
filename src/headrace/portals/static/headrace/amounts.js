// Reads a typed amount back in words beside its field: 1.2 million, 120 万. Groups the digits when
// the field is left. The figures are the person's own; the server parses and judges them.
(() => {
  "use strict";
  const SCALES = {
    zh: [[1e8, "亿", 4], [1e4, "万", 4]],
    en: [[1e9, "billion", 3], [1e6, "million", 3], [1e3, "thousand", 3]],
  };
  const language = document.documentElement.lang.toLowerCase().startsWith("zh") ? "zh" : "en";
  const value = (typed) => Number(typed.replace(/[,，\s¥￥]/g, ""));
  const words = (typed) => {
    const amount = value(typed);
    if (!typed.trim() || !Number.isFinite(amount)) return "";
    const scale = SCALES[language].find(([unit]) => amount >= unit);
    if (!scale) return "";
    const [unit, name, places] = scale;
    return `${Number((amount / unit).toFixed(places)).toLocaleString("en")}\u00a0${name}`;
  };
  const show = (field) => {
    const said = document.getElementById(field.dataset.readBack);
    if (said) said.textContent = words(field.value);
  };
  const isAmount = (node) => node instanceof HTMLInputElement && node.dataset.readBack;
  document.addEventListener("input", (event) => { if (isAmount(event.target)) show(event.target); });
  document.addEventListener("focusout", (event) => {
    if (!isAmount(event.target)) return;
    // Digits only are grouped, as text: nothing that was typed is rounded.
    const digits = event.target.value.replace(/[,，\s¥￥]/g, "");
    if (!/^\d+(\.\d*)?$/.test(digits)) return;
    const [whole, rest] = digits.split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
    event.target.value = rest === undefined ? grouped : `${grouped}.${rest}`;
  });
})();
