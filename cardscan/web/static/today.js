// Comfort for Today: a digit chooses a line, a letter ends it. All of it works by the buttons, too.
"use strict";

(() => {
  const lines = [...document.querySelectorAll(".day li")];
  let chosen = 0;
  const choose = (index) => {
    if (!lines[index]) return;
    chosen = index;
    lines.forEach((line, place) => line.classList.toggle("chosen", place === index));
    lines[index].scrollIntoView({ block: "nearest" });
  };
  const ends = { w: "wrote", c: "called", m: "met", g: "gave", s: "week", x: "drop" };
  choose(0);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input[type=text], input:not([type]), textarea, dialog")) return;
    if (/^[1-9]$/.test(event.key)) choose(Number(event.key) - 1);
    else if (event.key === "u") document.getElementById("undo")?.click();
    else if (event.key === "Enter" && event.target === document.body) lines[chosen]?.querySelector(".why a")?.click();
    else if (ends[event.key]) lines[chosen]?.querySelector(`button[value^="${ends[event.key]}-"]`)?.click();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
})();
