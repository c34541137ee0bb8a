// Comfort for the phone's page: photos are sent as soon as they are taken, each with its progress. Those that
// could not be sent are kept in the browser until they are: through a reload, a lost network, another day.
"use strict";

const form = document.getElementById("shots");
const list = document.getElementById("sending");

// What is kept in the browser, by number.
const shelf = (() => {
  let opened;
  const open = () => {
    opened ??= new Promise((done, failed) => {
      const request = indexedDB.open("cardscan", 1);
      request.addEventListener("upgradeneeded", () => request.result.createObjectStore("photos", { autoIncrement: true }));
      request.addEventListener("success", () => done(request.result));
      request.addEventListener("error", () => failed(request.error));
    });
    return opened;
  };
  const ask = async (mode, what) => {
    const transaction = (await open()).transaction("photos", mode);
    const request = what(transaction.objectStore("photos"));
    return new Promise((done, failed) => {
      transaction.addEventListener("complete", () => done(request.result));
      transaction.addEventListener("abort", () => failed(transaction.error));
    });
  };
  return {
    keep: (file) => ask("readwrite", (store) => store.add({ file, name: file.name })),
    forget: (number) => ask("readwrite", (store) => store.delete(number)),
    all: async () => {
      const numbers = await ask("readonly", (store) => store.getAllKeys());
      const photos = await ask("readonly", (store) => store.getAll());
      return numbers.map((number, index) => ({ number, ...photos[index] }));
    },
    count: () => ask("readonly", (store) => store.count()),
  };
})();

if (!form) {
  // not let in: say at least that nothing is lost
  shelf.count().then((count) => {
    const kept = document.getElementById("kept");
    if (!count || !kept) return;
    kept.textContent = `${count} photo${count === 1 ? " that was" : "s that were"} not sent ${count === 1 ? "is" : "are"} kept on this phone, and sent as soon as it is let in.`;
  }).catch(() => {});
} else {
  document.documentElement.classList.add("scripts");
  const outcomes = document.getElementById("outcomes");
  const status = document.getElementById("left");
  const most = Number(form.dataset.megabytes) * 1e6;
  const waiting = [];
  const LATER = 15000; // until those are tried again that the network lost
  let busy = false;
  let later = 0;

  const row = (name) => {
    const item = document.createElement("li");
    const title = document.createElement("span");
    const bar = document.createElement("progress");
    const state = document.createElement("span");
    title.className = "name";
    state.className = "state";
    title.textContent = name;
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", `${name}: sent`);
    state.textContent = "waits";
    item.append(title, bar, state);
    list.prepend(item);
    return { item, bar, state };
  };

  const button = (job, text, doing) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", () => {
      job.view.item.remove();
      doing();
    });
    job.view.item.append(made);
  };

  const tell = () => {
    const left = list.querySelectorAll("li:not(.refused)").length;
    status.textContent = left ? `${left} photo${left === 1 ? "" : "s"} to send …` : "";
  };

  // Not sent for now: it stays on the phone, and is tried again by itself.
  const putOff = (job, why) => {
    job.view.item.className = "failed";
    job.view.state.textContent = job.number === undefined ? why : `${why} It is kept on this phone.`;
    job.view.bar.hidden = true;
    button(job, "Send again", () => {
      job.off = true;
      put({ ...job, view: row(job.name), off: false });
      next();
    });
    clearTimeout(later);
    later = setTimeout(again, LATER);
  };
  const again = () => {
    for (const made of [...list.querySelectorAll(".failed button:first-of-type")]) made.click();
  };

  // Refused for good: it is no picture, or too large.
  const refuse = (job, why) => {
    job.view.item.className = "refused";
    job.view.state.textContent = why;
    job.view.bar.hidden = true;
    forget(job);
    button(job, "All right", () => {});
  };
  const forget = (job) => (job.number === undefined ? undefined : shelf.forget(job.number).catch(() => {}));

  const next = () => {
    tell();
    if (busy || !waiting.length) return;
    const job = waiting.shift();
    const data = new FormData();
    data.append("csrf", form.elements.csrf.value);
    data.append("photos", job.file, job.name);
    const request = new XMLHttpRequest();
    const over = () => {
      busy = false;
      next();
    };
    busy = true;
    job.view.state.textContent = "0 %";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) {
        job.view.bar.value = event.loaded / event.total;
        job.view.state.textContent = `${Math.floor((100 * event.loaded) / event.total)} %`;
      }
    });
    request.addEventListener("load", async () => {
      const answer = request.response || {};
      if (request.status === 200) {
        await forget(job);
        job.view.item.remove();
        look();
      } else if (request.status === 415 || request.status === 413) {
        refuse(job, (answer.error || "The computer did not take it.").replace(/^Photo 1: /, ""));
      } else {
        putOff(job, answer.error || "The computer did not take it.");
      }
      over();
    });
    request.addEventListener("error", () => {
      putOff(job, "The connection broke off.");
      over();
    });
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.send(data);
  };

  const put = (job) => waiting.push(job);
  const add = async (file) => {
    const job = { file, name: file.name, view: row(file.name) };
    if (file.size > most) {
      refuse(job, `Larger than ${Math.round(most / 1e6)} MB.`);
      return;
    }
    try {
      job.number = await shelf.keep(file);
    } catch { /* no room, or a private window: it is sent all the same */ }
    put(job);
  };

  for (const input of form.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", async () => {
      const files = [...input.files];
      for (const file of files) await add(file);
      input.value = "";
      next();
    });
  }
  window.addEventListener("online", again);

  // What was kept: sent now.
  shelf.all().then((kept) => {
    for (const photo of kept) put({ ...photo, view: row(photo.name) });
    next();
  }).catch(() => {});

  // What became of those that have arrived.
  let mark = "";
  let timer = 0;
  const look = async () => {
    clearTimeout(timer);
    try {
      const answer = await fetch("/outcomes", { headers: { "If-None-Match": mark } });
      if (answer.ok) {
        mark = answer.headers.get("ETag");
        outcomes.innerHTML = await answer.text();
      }
    } catch { /* photos that are to be sent say it */ }
    const open = outcomes.querySelector(".waiting, .reading");
    if (!document.hidden) timer = setTimeout(look, open ? 1500 : 8000);
  };
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  look();

  window.addEventListener("beforeunload", (event) => {
    if (busy) event.preventDefault();
  });
}
