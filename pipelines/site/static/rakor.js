// Words of a chart's or map's mark, shown below it on hover, touch and focus. Without this file
// every mark still has its title and its link.
"use strict";
for (const figure of document.querySelectorAll("figure.grafik, figure.peta")) {
  const words = figure.querySelector("[data-ket-isi]");
  const show = (event) => {
    const mark = event.target.closest("[data-ket]");
    if (mark && words) words.textContent = mark.dataset.ket;
  };
  for (const kind of ["pointerover", "focusin", "touchstart"]) {
    figure.addEventListener(kind, show, { passive: true });
  }
  figure.addEventListener("click", (event) => {
    const place = event.target.closest("[data-ke]");
    if (place && event.pointerType !== "touch") window.location.href = place.dataset.ke;
  });
}
