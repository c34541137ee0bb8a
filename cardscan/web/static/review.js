// Comfort for the review page: keys, highlighting, a line's text into a field, zoom and turn.
// Everything it does to a contact, it does by the forms that work without it.
"use strict";

(() => {
  document.documentElement.classList.add("scripts");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const form = document.getElementById("contact");
  const dialog = document.getElementById("keys");
  let inHand = null; // the field that a line's text goes into

  // Where a field was read.
  const light = (field) => {
    const lines = new Set((field?.dataset.lines ?? "").split(" ").filter(Boolean));
    for (const line of all("[data-line]")) line.classList.toggle("lit", lines.has(line.dataset.line));
    all(".zoomed .line.lit")[0]?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const fieldOf = (node) => node?.closest?.(".field, .row")?.querySelector("[data-lines]") ?? null;

  // A click on a line: into the field in hand, in the place of what is selected there, else at its end.
  const isText = (node) => node instanceof HTMLTextAreaElement || (node instanceof HTMLInputElement && !["checkbox", "radio", "hidden"].includes(node.type));
  const insert = (text) => {
    if (!inHand) return;
    inHand.focus();
    const { value, selectionStart, selectionEnd } = inHand;
    const whole = !inHand.dataset.filled || !value.trim();
    if (selectionStart !== selectionEnd) inHand.setRangeText(text, selectionStart, selectionEnd, "end");
    else inHand.value = whole ? text : `${value.trimEnd()}${inHand.name === "addresses" ? ", " : " "}${text}`;
    inHand.dataset.filled = "yes";
    inHand.dispatchEvent(new Event("input", { bubbles: true }));
  };

  // Zoom and turn.
  const shapes = new WeakMap();
  const shape = (change) => {
    for (const sheet of all(".sheet")) {
      const now = shapes.get(sheet) ?? { zoom: 1, turn: 0 };
      const next = { zoom: Math.min(6, Math.max(1, now.zoom * (change.zoom ?? 1))), turn: (now.turn + (change.turn ?? 0)) % 360 };
      shapes.set(sheet, next);
      const box = sheet.querySelector("svg")?.viewBox.baseVal;
      const fit = next.turn % 180 && box ? Math.min(box.width, box.height) / Math.max(box.width, box.height) : 1;
      sheet.classList.toggle("zoomed", next.zoom > 1);
      sheet.style.width = `${next.zoom * 100}%`;
      sheet.style.transform = next.turn ? `rotate(${next.turn}deg) scale(${fit})` : "";
    }
  };

  const press = (id) => document.getElementById(id)?.click();
  const doings = {
    keys: () => dialog.open ? dialog.close() : dialog.showModal(),
    "zoom-in": () => shape({ zoom: 1.5 }),
    "zoom-out": () => shape({ zoom: 1 / 1.5 }),
    turn: () => shape({ turn: 90 }),
    doubt: () => all(".doubtful [data-lines], .doubtful input")[0]?.focus(),
  };
  const letters = {
    n: () => press("next"), u: () => press("undo"), s: () => press("swap"), o: () => press("original"),
    z: doings["zoom-in"], x: doings["zoom-out"], r: doings.turn, d: doings.doubt,
    m: () => press("contacts"), k: () => press("keep"),
  };

  const step = (field, by) => {
    const fields = all("input, textarea", form).filter((node) => isText(node) && node.checkVisibility());
    const next = fields[fields.indexOf(field) + by];
    if (!next) return false;
    next.focus();
    next.select?.();
    return true;
  };

  const moveUp = (field) => {
    const button = field.closest(".row")?.querySelector('[value^="up-"]');
    button?.click();
    return Boolean(button);
  };

  const onField = (event) => {
    const field = event.target;
    if (event.key === "Escape") field.blur();
    else if (event.altKey && event.key === "ArrowUp" && moveUp(field)) event.preventDefault();
    else if (event.altKey && letters[event.code?.slice(3).toLowerCase()]) {
      event.preventDefault();
      letters[event.code.slice(3).toLowerCase()]();
    } else if (!event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && field instanceof HTMLInputElement && field.type !== "date") {
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (by && step(field, by)) event.preventDefault();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) press("save");
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // an input method is at work, Enter is its own
    if (isText(event.target)) return onField(event);
    if (dialog.open || event.ctrlKey || event.metaKey) return undefined;
    if (event.key === "?") return doings.keys();
    if (event.key === "Enter" && !event.target.closest("a, button, summary, select")) {
      event.preventDefault();
      return press(form ? "save" : "start");
    }
    const letter = event.altKey ? event.code?.slice(3).toLowerCase() : event.key;
    if (letters[letter] && !event.target.closest("select")) {
      event.preventDefault();
      letters[letter]();
    }
    return undefined;
  });

  document.addEventListener("click", (event) => {
    const doing = event.target.closest("[data-do]")?.dataset.do;
    if (doing) doings[doing]?.();
    const line = event.target.closest("[data-line]");
    if (line && inHand) {
      insert(line.dataset.text);
      for (const free of all(`.free[data-line="${line.dataset.line}"]`)) free.classList.add("taken");
    }
  });
  // What is in hand stays in hand while a line is pressed.
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest("[data-line]")) event.preventDefault();
  });
  document.addEventListener("focusin", (event) => {
    if (form?.contains(event.target) && isText(event.target)) inHand = event.target;
    if (form?.contains(event.target)) light(fieldOf(event.target));
  });
  form?.addEventListener("mouseover", (event) => {
    const field = fieldOf(event.target);
    if (field) light(field);
  });
  form?.addEventListener("mouseleave", () => light(fieldOf(document.activeElement)));
  // The first line clicked takes the place of what was read, the next ones follow it; typing counts as begun.
  form?.addEventListener("beforeinput", (event) => { event.target.dataset.filled = "yes"; });
  // A spare row that is being filled leaves another one behind it.
  form?.addEventListener("input", (event) => {
    const spare = event.target.closest(".spare");
    if (!spare || spare.nextElementSibling) return;
    const another = spare.cloneNode(true);
    another.open = false;
    for (const node of all("input", another)) {
      node.value = "";
      node.removeAttribute("id");
    }
    spare.after(another);
  });
  // A form is sent once, however often Enter is pressed.
  let sent = false;
  form?.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  window.addEventListener("pageshow", () => { sent = false; });

  if (document.activeElement && form?.contains(document.activeElement)) {
    inHand = document.activeElement;
    light(fieldOf(inHand));
  }
})();

// Corners on an original: dragged, the form's fields follow; typed, the corners follow.
(() => {
  const svg = document.getElementById("corners");
  const form = document.getElementById("corners-form");
  if (!svg || !form) return;
  const corners = [...svg.querySelectorAll(".corner")];
  const outline = svg.querySelector(".outline");
  const { width, height } = svg.viewBox.baseVal;
  const field = (axis, corner) => form.elements[`${axis}${corner.dataset.corner}`];
  const between = (value, most) => Math.min(Math.max(value, 0), most);

  const draw = () => {
    for (const corner of corners) {
      corner.setAttribute("cx", Number(field("x", corner).value));
      corner.setAttribute("cy", Number(field("y", corner).value));
    }
    outline.setAttribute("points", corners.map((corner) => `${corner.getAttribute("cx")},${corner.getAttribute("cy")}`).join(" "));
  };
  const drag = (corner, event) => {
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    field("x", corner).value = between(place.x, width).toFixed(0);
    field("y", corner).value = between(place.y, height).toFixed(0);
    draw();
  };

  for (const corner of corners) {
    corner.addEventListener("pointerdown", (event) => {
      corner.setPointerCapture(event.pointerId);
      corner.classList.add("dragged");
      event.preventDefault();
    });
    corner.addEventListener("pointermove", (event) => {
      if (corner.hasPointerCapture(event.pointerId)) drag(corner, event);
    });
    for (const end of ["pointerup", "pointercancel"]) {
      corner.addEventListener(end, () => corner.classList.remove("dragged"));
    }
  }
  // As large as a fingertip wants it, however small the picture is shown.
  const size = () => {
    for (const corner of corners) corner.setAttribute("r", (16 * width) / svg.getBoundingClientRect().width);
  };

  form.addEventListener("input", draw);
  window.addEventListener("resize", size);
  size();
  draw(); // a browser that goes back fills the fields in as they were
})();
