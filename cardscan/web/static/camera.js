// Comfort for the phone's page: photos are sent as soon as they are taken, each with its progress.
"use strict";

const form = document.getElementById("shots");

if (form) {
  document.documentElement.classList.add("scripts");
  const list = document.getElementById("sending");
  const status = document.getElementById("sent");
  const most = Number(form.dataset.megabytes) * 1e6;
  const waiting = [];
  let busy = false;
  let sent = 0;

  const row = (file) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    const bar = document.createElement("progress");
    const state = document.createElement("span");
    name.className = "name";
    state.className = "state";
    name.textContent = file.name;
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", `${file.name}: sent`);
    state.textContent = "waits";
    item.append(name, bar, state);
    list.prepend(item);
    return { item, bar, state };
  };

  const fail = (job, why) => {
    job.view.item.className = "failed";
    job.view.state.textContent = why;
    job.view.bar.remove();
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = "Send again";
    again.addEventListener("click", () => {
      job.view.item.remove();
      add(job.file);
      next();
    });
    job.view.item.append(again);
  };

  const tell = () => {
    const left = waiting.length + (busy ? 1 : 0);
    const done = `${sent} photo${sent === 1 ? "" : "s"} sent to the computer.`;
    status.textContent = left ? `${left} to send …` : done;
  };

  const next = () => {
    if (busy || !waiting.length) {
      tell();
      return;
    }
    const job = waiting.shift();
    const data = new FormData();
    data.append("csrf", form.elements.csrf.value);
    data.append("photos", job.file);
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
    request.addEventListener("load", () => {
      const answer = request.response || {};
      if (request.status === 200) {
        sent = answer.sent;
        job.view.item.className = "done";
        job.view.bar.value = 1;
        job.view.state.textContent = "sent";
      } else {
        fail(job, answer.error || "The computer did not take it.");
      }
      over();
    });
    request.addEventListener("error", () => {
      fail(job, "The connection broke off.");
      over();
    });
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.send(data);
    tell();
  };

  const add = (file) => {
    const job = { file, view: row(file) };
    if (file.size > most) {
      fail(job, `Larger than ${Math.round(most / 1e6)} MB.`);
    } else {
      waiting.push(job);
    }
  };

  for (const input of form.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => {
      for (const file of input.files) add(file);
      input.value = "";
      next();
    });
  }

  window.addEventListener("beforeunload", (event) => {
    if (busy) event.preventDefault();
  });
}
