// Opening, watching and closing an investigation.
(() => {
  "use strict";

  const { ask, refuse, say } = window.ledger;

  // The form: each refusal is shown at its field

  function fault(field, message) {
    const line = document.createElement("p");
    line.className = "fault";
    line.id = field.id + "-fault";
    line.textContent = message;
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", line.id);
    field.after(line);
    const details = field.closest("details");
    if (details) {
      details.open = true;
    }
  }

  function clear(form) {
    refuse("");
    form.querySelectorAll(".fault").forEach((fault) => fault.remove());
    form.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
  }

  /** Returns the request, or null if a field cannot be read. */
  function read(form) {
    const request = {};
    let fine = true;
    form.querySelectorAll("[name]").forEach((field) => {
      const value = field.value.trim();
      if (!value) {
        return;
      }
      if (field.dataset.list !== undefined) {
        request[field.name] = value.split(/[\s,]+/);
      } else if (field.dataset.lines !== undefined) {
        request[field.name] = value.split("\n").filter((line) => line.trim()).map((line, n) => {
          try {
            return JSON.parse(line);
          } catch (e) {
            fine = false;
            fault(field, "Line " + (n + 1) + " is not valid JSON.");
            return null;
          }
        });
      } else if (field.name === "position") {
        if (/^\d+$/.test(value)) {
          request.position = Number(value);
        } else {
          fine = false;
          fault(field, "A position is a number.");
        }
      } else {
        request[field.name] = value;
      }
    });
    if (request.position !== undefined) {
      delete request.knownAt;
    }
    return fine ? request : null;
  }

  async function open(form) {
    clear(form);
    const request = read(form);
    if (request) {
      const { answer, refused } = await ask("/api/investigations", { method: "POST", body: JSON.stringify(request) });
      if (answer) {
        location.href = "/investigations/" + answer.investigationId;
        return;
      }
      let placed = false;
      refused.errors.forEach(({ path, message }) => {
        const [, name, place] = /^(\w+)(?:\[(\d+)\])?/.exec(path) || [];
        const field = name && form.querySelector("[name=" + name + "]");
        if (field) {
          placed = true;
          fault(field, (place && name === "assuming" ? "Line " + (Number(place) + 1) + ": " : "") + message);
        }
      });
      if (!placed) {
        refuse(refused.detail);
      }
    }
    const first = form.querySelector("[aria-invalid]");
    if (first) {
      first.focus();
      say("Please correct the marked fields");
    }
  }

  // An investigation that is being replayed

  function watch(holder) {
    const source = new EventSource("/api/investigations/" + holder.dataset.investigation);
    const over = () => {
      source.close();
      location.reload();
    };
    source.addEventListener("progress", (event) => {
      const now = JSON.parse(event.data);
      holder.querySelectorAll("[data-done]").forEach((part) => { part.textContent = now.done; });
      holder.querySelectorAll("[data-bar]").forEach((bar) => { bar.value = now.done; });
    });
    ["open", "failed", "closed", "expired"].forEach((state) => source.addEventListener(state, (event) => {
      // The browser uses the same event name to say that the connection is open. That event has no data.
      if (event.data) {
        over();
      }
    }));
    window.addEventListener("pagehide", () => source.close());
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-state=REPLAYING]").forEach(watch);
  });
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("[data-investigate]");
    if (form) {
      event.preventDefault();
      const button = form.querySelector("button");
      button.disabled = true;
      await open(form);
      button.disabled = false;
    }
  });
  document.addEventListener("click", async (event) => {
    if (event.target.closest("[data-close-investigation]")) {
      const { refused } = await ask("/api/investigations/" + document.querySelector("[data-investigation]").dataset.investigation, { method: "DELETE" });
      if (refused) {
        refuse(refused.detail);
      } else {
        location.reload();
      }
    }
  });
})();
