"use strict";
// One key, one decision: a accepts, c corrects, r rejects, q goes back to the queue.
// Listens from the head on, so that a key pressed while the page still comes in is not lost.
document.addEventListener("keydown", (event) => {
  const field = event.target instanceof Element && event.target.closest("input, select, textarea");
  if (event.key === "Escape" && field) { field.blur(); return; }
  if (field || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.readyState !== "loading") { decide(event.key, event); return; }
  document.addEventListener("DOMContentLoaded", () => decide(event.key, event), { once: true });
});

function decide(key, event) {
  const button = document.querySelector(`[data-tombol="${CSS.escape(key)}"]`);
  if (!button) return;
  event.preventDefault();
  const reason = document.getElementById("reason");
  const first = document.querySelector("[data-awal]") || document.querySelector(".bidang select");
  if (key === "c" && first) { choose("correct"); first.focus(); return; }
  if (key === "r" && !reason.value) { choose("reject"); reason.focus(); return; }
  button.click();
}

// Enter in a field sends what the key before it chose, not the first button of the form.
let chosen = null;
function choose(action) { chosen = action; }

function sendWhatWasChosen(form) {
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT" || !chosen) return;
    event.preventDefault();
    form.querySelector(`button[value="${chosen}"]`).click();
  });
}

function showWhatIsAsked(asked) {
  const box = asked.closest(".teks");
  const away = asked.getBoundingClientRect().top - box.getBoundingClientRect().top;
  box.scrollTop += away - box.clientHeight / 3;
}

document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("putusan");
  if (form) sendWhatWasChosen(form);
  const asked = document.querySelector("[data-tanya]");
  if (asked) showWhatIsAsked(asked);
});
