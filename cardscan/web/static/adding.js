// Comfort for the first page: pictures dropped anywhere, each with its progress, and the list kept up to date.
// All of it but dropping can be done by the forms that work without it.
"use strict";

(() => {
  const form = document.getElementById("adding");
  const sending = document.getElementById("sending");
  const doings = document.getElementById("doings");
  const news = document.getElementById("news");
  if (!form) return;
  const most = Number(form.dataset.megabytes) * 1e6;
  const waiting = [];
  let busy = false;

  // What systems leave in folders, and what the browser knows to be no picture.
  const isLitter = (name) => /^\.|^(thumbs\.db|desktop\.ini)$/i.test(name);
  const isNoPicture = (file) => Boolean(file.type) && !/^image\/|^application\/pdf$/.test(file.type);
  const mark = () => [...crypto.getRandomValues(new Uint8Array(4))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  const row = (name, told) => {
    const item = document.createElement("li");
    const what = document.createElement("div");
    const title = document.createElement("strong");
    const state = document.createElement("span");
    const buttons = document.createElement("div");
    item.className = "doing";
    what.className = "what";
    state.className = "state";
    buttons.className = "again";
    title.textContent = name;
    state.textContent = told;
    what.append(title, state);
    item.append(what);
    sending.append(item);
    const button = (text, doing) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = text;
      made.addEventListener("click", () => {
        item.remove();
        doing();
      });
      buttons.append(made);
      item.append(buttons);
      return made;
    };
    return { item, title, state, button };
  };
  const onItsWay = (name) => {
    const view = row(name, "waits to be sent");
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", `${name}: sent`);
    view.state.after(bar);
    return { ...view, bar };
  };

  const fail = (job, why, again) => {
    job.view.item.classList.add("failed");
    job.view.state.className = "why";
    job.view.state.textContent = why;
    job.view.bar.remove();
    if (again) job.view.button("Send again", () => { add(job.file, job.pile, job.event); next(); });
    job.view.button("Leave it", () => {}).classList.add("quiet");
    news.textContent = `${job.file.name}: ${why}`;
  };

  // What came along with pictures and is none, such as notes in a folder, is told in one line.
  const leaveOut = (name, pile) => {
    pile.leftOut.push(name);
    const [number, names] = [pile.leftOut.length, pile.leftOut.slice(0, 3)];
    if (!pile.view?.item.isConnected) {
      pile.view = row("", "");
      pile.view.button("OK", () => {}).classList.add("quiet");
    }
    pile.view.title.textContent = `${number} file${number === 1 ? " is no picture" : "s are no pictures"}, and left out`;
    pile.view.state.textContent = names.join(", ") + (number > names.length ? ` and ${number - names.length} more` : "");
    news.textContent = pile.view.title.textContent;
  };

  const next = () => {
    if (busy || !waiting.length) return;
    const job = waiting.shift();
    const data = new FormData();
    data.append("csrf", form.elements.csrf.value);
    data.append("sending", job.pile.mark);
    data.append("event", job.event.name);
    data.append("date", job.event.date);
    data.append("photos", job.file);
    const request = new XMLHttpRequest();
    const over = () => {
      busy = false;
      next();
      if (!busy) soon();
    };
    busy = true;
    job.view.state.textContent = "is being sent";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) job.view.bar.value = event.loaded / event.total;
    });
    request.addEventListener("load", () => {
      const answer = request.response || {};
      if (request.status === 200) job.view.item.remove();
      else if (request.status === 415 && job.pile.files > 1) {
        job.view.item.remove();
        leaveOut(job.file.name, job.pile);
      } else fail(job, (answer.error || "cardscan did not take it.").replace(/^Photo 1: /, ""), request.status !== 415);
      over();
    });
    request.addEventListener("error", () => {
      fail(job, "cardscan does not answer: it may have ended. Start it again, then send this again.", true);
      over();
    });
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.send(data);
  };

  const add = (file, pile, event) => {
    const job = { file, pile, event, view: onItsWay(file.name) };
    if (file.size > most) fail(job, `larger than ${Math.round(most / 1e6)} MB`, false);
    else waiting.push(job);
  };
  const typed = () => ({ name: form.elements.event.value, date: form.elements.date.value });
  // A folder's name tells the event where it begins with a day, as in the drop folder.
  const eventOf = (folder) => {
    const dated = /^(\d{4}-\d{2}-\d{2})[ _-]+(.+)$/.exec(folder);
    return !typed().name && dated ? { name: dated[2], date: dated[1] } : typed();
  };
  const bring = (found) => {
    const files = found.filter(({ file }) => !isLitter(file.name));
    const pile = { mark: mark(), files: files.length, leftOut: [] };
    for (const { file, folder } of files) {
      if (files.length > 1 && isNoPicture(file)) leaveOut(file.name, pile);
      else add(file, pile, eventOf(folder));
    }
    if (!files.length) row("There is no picture in it", "").button("OK", () => {}).classList.add("quiet");
    next();
  };

  // Dropping, on any place of the page.
  const entries = async (entry, folder) => {
    if (entry.isFile) return [{ file: await new Promise((done, failed) => { entry.file(done, failed); }), folder }];
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const batch = await new Promise((done, failed) => { reader.readEntries(done, failed); });
      if (!batch.length) return found;
      for (const inner of batch) if (!isLitter(inner.name)) found.push(...await entries(inner, folder || entry.name));
    }
  };
  let depth = 0;
  const dragging = (on) => document.documentElement.classList.toggle("dragging", on);
  const hasFiles = (event) => [...event.dataTransfer?.types ?? []].includes("Files");
  document.addEventListener("dragenter", (event) => {
    if (!hasFiles(event)) return;
    depth += 1;
    dragging(true);
  });
  document.addEventListener("dragleave", (event) => {
    if (!hasFiles(event)) return;
    depth = Math.max(0, depth - 1);
    if (!depth) dragging(false);
  });
  document.addEventListener("dragover", (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  document.addEventListener("drop", async (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    dragging(false);
    const roots = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const plain = [...event.dataTransfer.files].map((file) => ({ file, folder: "" }));
    const found = roots.some((entry) => entry.isDirectory) ? (await Promise.all(roots.map((entry) => entries(entry, "")))).flat() : plain;
    bring(found);
  });

  for (const input of form.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => {
      bring([...input.files].map((file) => ({ file, folder: file.webkitRelativePath.split("/")[0] ?? "" })));
      input.value = "";
    });
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  // Pasted: a picture that was copied, or a screenshot.
  document.addEventListener("paste", (event) => {
    const files = [...event.clipboardData?.files ?? []];
    if (files.length) bring(files.map((file) => ({ file, folder: "" })));
  });
  window.addEventListener("beforeunload", (event) => {
    if (busy || waiting.length) event.preventDefault();
  });

  // The list, kept up to date: asked for often while something is under way, and seldom else.
  const marks = new Map();
  const ask = async (path, place) => {
    const answer = await fetch(path, { headers: { "If-None-Match": marks.get(path) ?? "" } });
    if (answer.status === 304) return false;
    if (!answer.ok) throw new Error(String(answer.status));
    marks.set(path, answer.headers.get("ETag"));
    const fresh = document.createElement("template");
    fresh.innerHTML = await answer.text();
    // pictures that are shown already stay, so that nothing flickers
    for (const image of fresh.content.querySelectorAll("img")) {
      const shown = place.querySelector(`img[src="${image.getAttribute("src")}"]`);
      if (shown?.complete && shown.naturalWidth > 136) image.replaceWith(shown); // one of 136 stands for none yet
    }
    const inHand = place.contains(document.activeElement) ? document.activeElement.id : "";
    place.replaceChildren(fresh.content);
    if (inHand) (document.getElementById(inHand) ?? document.getElementById("start"))?.focus();
    return true;
  };
  let timer = 0;
  let lost = false;
  const look = async () => {
    clearTimeout(timer);
    let pause = 3000;
    try {
      if (await ask("/add/doings", doings)) {
        const tally = document.getElementById("tally");
        if (tally && news.textContent !== tally.textContent) news.textContent = tally.textContent;
      }
      if (document.getElementById("phone-close")) await ask("/add/code", document.getElementById("code"));
      if (Number(doings.querySelector("[data-left]")?.dataset.left)) pause = 700;
      if (lost) news.className = "default";
      lost = false;
    } catch {
      lost = true;
      news.className = "notice";
      news.textContent = "cardscan does not answer: it may have ended. What it has taken is not lost; start it again with: cardscan app";
    }
    if (!document.hidden) timer = setTimeout(look, pause);
  };
  const soon = () => { timer = setTimeout(look, 150); };
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  // "Try again" without leaving the page, on which others may be on their way.
  doings.addEventListener("submit", async (event) => {
    event.preventDefault();
    const data = new URLSearchParams(new FormData(event.target, event.submitter));
    try {
      const answer = await fetch(event.target.action, { method: "POST", body: data });
      if (!answer.ok) news.textContent = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main p")?.textContent ?? "";
    } catch { /* the look that follows says it */ }
    look();
  });
  look();
})();
