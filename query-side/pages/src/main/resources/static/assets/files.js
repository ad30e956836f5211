// Files that are chosen or dropped, sent one by one with a bar. Without this script, the form sends one file.
(() => {
  "use strict";

  const form = document.querySelector("[data-files]");
  if (!form) {
    return;
  }
  const { refuse, say } = window.ledger;
  const bar = form.querySelector("[data-bar]");
  const progress = form.querySelector("[data-progress]");
  const word = form.querySelector("[data-progress-word]");

  /** Sends one file as it is; resolves to the answer, or to null when it was refused. */
  function send(file) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      const meta = document.querySelector("meta[name=csrf]");
      request.open("POST", form.dataset.files + "?name=" + encodeURIComponent(file.name));
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("X-Requested-With", "ledger");
      if (meta) {
        request.setRequestHeader(meta.dataset.header, meta.content);
      }
      request.upload.addEventListener("progress", (event) => {
        bar.value = event.lengthComputable ? event.loaded / event.total : 0;
      });
      request.addEventListener("load", () => {
        let answer = {};
        try {
          answer = JSON.parse(request.responseText);
        } catch {
          // Said below.
        }
        if (request.status >= 200 && request.status < 300) {
          resolve(answer);
        } else {
          refuse(file.name + ": " + (answer.detail || "the ledger could not take it (" + request.status + ")."));
          resolve(null);
        }
      });
      request.addEventListener("error", () => {
        refuse(file.name + ": the ledger did not answer. Send it again: it is kept once.");
        resolve(null);
      });
      request.send(file);
    });
  }

  async function sendAll(files) {
    refuse("");
    progress.hidden = false;
    let kept = 0;
    let last = null;
    for (const file of files) {
      word.textContent = file.name;
      const answer = await send(file);
      if (answer) {
        kept++;
        last = answer;
      }
    }
    progress.hidden = true;
    say(kept + " of " + files.length + " " + form.dataset.done);
    if (kept === files.length) {
      location.assign(files.length === 1 ? form.dataset.one + last[form.dataset.id] : form.dataset.several);
    }
  }

  form.addEventListener("submit", (event) => {
    const files = form.querySelector("input[type=file]").files;
    if (files.length) {
      event.preventDefault();
      sendAll([...files]);
    }
  });
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (event.dataTransfer.files.length) {
      sendAll([...event.dataTransfer.files]);
    }
  });
})();
