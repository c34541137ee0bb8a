// Checking a card: from doubt to doubt by Enter, a second Enter for what cannot be right, and nothing typed is lost.
"use strict";

// From doubt to doubt.
(() => {
  const form = document.getElementById("contact");
  const left = document.getElementById("left");
  const onward = document.getElementById("onward");
  const save = document.querySelector("#save kbd");
  if (!form || !left) return;
  const doubts = [...form.querySelectorAll("[data-doubt]")];
  const seen = new Set();
  const isBehind = (node, other) => Boolean(other.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING);

  const tell = () => {
    const open = doubts.filter((field) => !seen.has(field)).length;
    left.textContent = open ? `${open} more to check` : "";
    onward.hidden = !open; // what Enter does stands beside it
    save.classList.toggle("unscripted", open > 0);
  };
  const show = (field) => field.closest(".row, .field").scrollIntoView({ block: "nearest" });
  const next = (field) => {
    const open = doubts.filter((other) => !seen.has(other));
    return open.find((other) => isBehind(other, field)) ?? open[0];
  };

  // What cannot be an e-mail or a number is asked about once; the same value once more is meant.
  const isMeant = (field) => {
    if (!field.value.trim() || !field.validity.patternMismatch || field.dataset.sure === field.value) return true;
    field.dataset.sure = field.value;
    const sure = document.createElement("input");
    Object.assign(sure, { type: "hidden", name: "sure", value: field.value.trim() });
    form.append(sure);
    const row = field.closest(".row");
    row.querySelector(".odd")?.remove();
    const told = document.createElement("p");
    Object.assign(told, { className: "odd", textContent: `This cannot be ${field.dataset.kind === "number" ? "a number" : "an e-mail address"}. Enter once more keeps it.` });
    told.setAttribute("role", "alert");
    row.append(told);
    show(field);
    return false;
  };

  form.addEventListener("focusin", (event) => {
    if (!event.target.matches("[data-doubt]")) return;
    seen.add(event.target);
    tell();
    show(event.target);
  });
  // Ahead of the other keys: Enter would send the form.
  form.addEventListener("keydown", (event) => {
    const field = event.target;
    const plain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.isComposing;
    if (event.key !== "Enter" || !plain || !(field instanceof HTMLInputElement)) return;
    event.preventDefault();
    event.stopPropagation();
    if (!isMeant(field)) return;
    const doubt = next(field);
    if (doubt) doubt.focus();
    else document.getElementById("save").click();
  }, true);

  if (doubts.includes(document.activeElement)) {
    seen.add(document.activeElement);
    show(document.activeElement);
  }
  tell();
})();

// What was typed: kept in this browser until the book has it, and never left behind unasked.
(() => {
  const UNSENT = "cardscan sent";
  const keyOf = (uid) => `cardscan draft ${uid}`;
  const SAVED = "cardscan saved";
  const form = document.getElementById("contact");
  const notice = document.getElementById("said");
  const store = { // a browser that keeps nothing is no reason to stop
    get: (place, key) => { try { return window[place].getItem(key); } catch { return null; } },
    set: (place, key, value) => { try { window[place].setItem(key, value); } catch { /* full, or forbidden */ } },
    drop: (place, key) => { try { window[place].removeItem(key); } catch { /* forbidden */ } },
  };

  // Whether the book has what was sent, the page that comes then tells.
  const [sentUid, sentRevision] = (store.get("sessionStorage", UNSENT) ?? "").split(" ");
  store.drop("sessionStorage", UNSENT);
  const isNewer = form?.dataset.uid === sentUid && form.dataset.revision !== sentRevision && !("unsaved" in form.dataset);
  if (sentUid && (isNewer || document.querySelector(`[data-saved="${CSS.escape(sentUid)}"]`))) {
    store.drop("localStorage", keyOf(sentUid));
    store.set("localStorage", SAVED, `${sentUid} ${Date.now()}`);
  }
  if (!form?.dataset.uid) return;

  const { uid, revision } = form.dataset;
  const said = () => [...new FormData(form)].filter(([name]) => !["csrf", "revision", "sure", "do"].includes(name));
  const begin = JSON.stringify(said());
  let sending = false;
  const isChanged = () => JSON.stringify(said()) !== begin || "unsaved" in form.dataset;

  const say = (text, ...buttons) => {
    notice.hidden = false;
    notice.replaceChildren(Object.assign(document.createElement("span"), { textContent: text }));
    for (const [label, doing] of buttons) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
      button.addEventListener("click", doing);
      notice.append(button);
    }
  };
  const keep = () => {
    if (isChanged()) store.set("localStorage", keyOf(uid), JSON.stringify({ revision, fields: said() }));
    else store.drop("localStorage", keyOf(uid));
  };
  const forget = () => {
    store.drop("localStorage", keyOf(uid));
    notice.hidden = true;
  };

  // Fields of one name one after the other; a filled spare row makes room for another.
  const fill = (fields) => {
    for (const name of new Set(fields.map(([name]) => name))) {
      const values = fields.filter(([other]) => other === name).map(([, value]) => value);
      values.forEach((value, index) => {
        const field = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)][index];
        if (!field || field.value === value || field.type === "checkbox") return;
        field.value = value;
        const spare = field.closest(".spare");
        if (spare) spare.open = true;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
    }
    const first = form.querySelector("[name=family_first]");
    if (first) first.checked = fields.some(([name]) => name === "family_first");
  };
  const restore = (text) => {
    const draft = JSON.parse(text);
    if (JSON.stringify(draft.fields) === begin) return forget();
    const back = () => { fill(draft.fields); keep(); };
    if (draft.revision !== revision) {
      return say("You began to change this contact, and it has changed in the book since.", ["Put mine back", () => { back(); notice.hidden = true; }], ["Forget mine", forget]);
    }
    back();
    return say("What you typed before is here again, not yet saved.", ["Forget it", () => { forget(); sending = true; location.reload(); }]);
  };

  form.addEventListener("input", keep);
  window.addEventListener("beforeunload", (event) => {
    if (!sending && isChanged()) event.preventDefault();
  });
  window.addEventListener("pageshow", () => { sending = false; });
  window.addEventListener("storage", (event) => {
    if (event.key === SAVED && event.newValue?.split(" ")[0] === uid) {
      say("This contact was saved in another tab. What you type here is kept, and shown again before it takes its place.");
    }
  });

  // Sent only where somebody is there to take it: what a browser says else leaves nothing of the form.
  let isThere = false;
  let isAsking = false;
  form.addEventListener("submit", async (event) => {
    if (isThere) {
      sending = true;
      store.set("sessionStorage", UNSENT, `${uid} ${revision}`);
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isAsking) return;
    isAsking = true;
    keep();
    const answer = await fetch("/static/icon.svg", { cache: "no-store", signal: AbortSignal.timeout(8000) }).catch(() => null);
    isAsking = false;
    if (answer?.ok) {
      isThere = true;
      form.requestSubmit(event.submitter);
      isThere = false;
    } else if (answer) {
      say("cardscan was started again and does not know this tab any more. What you typed is kept in this browser: open the address that cardscan shows, and this contact.");
    } else {
      say("cardscan does not answer: it was stopped. What you typed is kept in this browser. Start cardscan again, then save once more.");
    }
  }, true);

  const draft = store.get("localStorage", keyOf(uid));
  if (draft && !("unsaved" in form.dataset)) restore(draft);
})();
