// Contacts: found while one types, ticked together, copied. All but the first works without it, or is not needed.
"use strict";

(() => {
  const form = document.getElementById("search");
  const found = document.getElementById("found");
  if (!form || !found) return;
  const field = form.elements.q;
  let asked = 0;
  let waits = 0;

  const tell = () => {
    const ticked = found.querySelectorAll("[name=of]:checked").length;
    const told = document.getElementById("how-many");
    if (told) told.textContent = ticked ? `${ticked} chosen:` : "With those that are ticked:";
  };
  const look = async () => {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const mine = ++asked;
    const answer = await fetch(`/contacts?${new URLSearchParams([...query, ["part", "list"]])}`).catch(() => null);
    if (!answer?.ok || mine !== asked) return; // Enter still asks for the whole page, and says what is wrong
    const text = await answer.text();
    if (mine !== asked) return;
    found.innerHTML = text; // our own page, escaped as it always is; no script in it would run
    history.replaceState(null, "", query.size ? `/contacts?${query}` : "/contacts");
    tell();
  };

  field.addEventListener("input", () => {
    clearTimeout(waits);
    waits = setTimeout(look, 60);
  });
  form.addEventListener("change", (event) => {
    if (event.target !== field) look();
  });
  found.addEventListener("change", tell);
  // Enter in the field of a tag is the tag's button, whichever comes first.
  found.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.name !== "tag") return;
    event.preventDefault();
    found.querySelector("[value=tag]").click();
  });
  // From a tick on to another with Shift: all between.
  let last = null;
  found.addEventListener("click", (event) => {
    if (event.target.name !== "of") return;
    const boxes = [...found.querySelectorAll("[name=of]")];
    if (event.shiftKey && boxes.includes(last)) {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(event.target)].sort((a, b) => a - b);
      for (const box of boxes.slice(from, to + 1)) box.checked = event.target.checked;
    }
    last = event.target;
    tell();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
  window.addEventListener("pageshow", tell);
  tell();
})();

// Copied by a button.
(() => {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button || button.textContent.endsWith("opied")) return;
    const [text, label] = [button.textContent, button.getAttribute("aria-label")];
    const told = await navigator.clipboard.writeText(button.dataset.copy).then(() => "Copied", () => "Not copied");
    const say = (words, named) => {
      button.textContent = words;
      if (label) button.setAttribute("aria-label", named);
    };
    say(told, `${told} ${button.dataset.copy}`);
    setTimeout(() => say(text, label), 1500);
  });
})();

// How many are exported, and that they were: the page stays as it is while the browser takes the file.
(() => {
  const form = document.querySelector("form[action='/contacts/export']");
  const outcome = document.getElementById("outcome");
  if (!form || !outcome) return;
  const many = () => {
    const { checked } = form.elements;
    const chosen = [...form.querySelectorAll("[name=which]")].find((choice) => choice.checked);
    const number = Number(checked.checked ? chosen.dataset.checked : chosen.dataset.all);
    return `${form.elements.new.checked ? "At most " : ""}${number.toLocaleString("en")} contact${number === 1 ? "" : "s"}`;
  };
  const tell = () => { outcome.textContent = `${many()}: the file goes to your browser's downloads.`; };
  form.addEventListener("change", tell);
  form.addEventListener("submit", () => { outcome.textContent = `Export begun: ${many().toLowerCase()}. Look in your browser's downloads.`; });
  // a browser that goes back keeps what was ticked; else the page is as it was sent, and nothing moves
  window.addEventListener("pageshow", () => { if (form.elements.checked.checked || form.elements.new.checked) tell(); });
})();

// What to do with the file, of the form that is chosen.
(() => {
  const chosen = document.getElementById("format");
  const tell = () => {
    for (const way of document.querySelectorAll(".ways [data-format]")) way.classList.toggle("other", way.dataset.format !== chosen.value);
  };
  chosen?.addEventListener("change", tell);
  if (chosen) window.addEventListener("pageshow", tell); // a browser that goes back keeps what was chosen
})();
