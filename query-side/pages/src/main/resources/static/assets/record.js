// The forms that record: names lead to ids, groups can be added, the consequences are shown first, refusals stand at their fields, and whatever is
// sent twice is recorded once.
(() => {
  "use strict";

  const { send, say } = window.ledger;
  const all = (root, selector) => [...root.querySelectorAll(selector)];

  // Groups that can be added and removed

  let added = 0;

  function number(group) {
    const items = all(group, "[data-item]");
    items.forEach((item, n) => {
      const label = item.querySelector("[data-number-of]");
      if (label) {
        label.textContent = group.dataset.what + " " + (n + 1);
        item.querySelector("[data-removes]").textContent = " " + group.dataset.what.toLowerCase() + " " + (n + 1);
        item.querySelector("[data-remove]").hidden = items.length === 1;
      }
      const letter = item.querySelector("[data-letter]");
      if (letter && !letter.value && n < 26) {
        letter.value = String.fromCharCode(97 + n);
      }
    });
  }

  function add(group) {
    const item = group.querySelector("template").content.firstElementChild.cloneNode(true);
    const mine = "added-" + (++added) + "-";
    all(item, "[id]").forEach((one) => { one.id = mine + one.id; });
    all(item, "[for]").forEach((one) => { one.htmlFor = mine + one.htmlFor; });
    all(item, "[aria-describedby]").forEach((one) => { one.setAttribute("aria-describedby", mine + one.getAttribute("aria-describedby")); });
    group.querySelector("[data-items]").append(item);
    number(group);
    ready(item);
    item.querySelector("input").focus();
    say(group.dataset.what + " added");
  }

  // Names lead to ids

  async function identify(party) {
    const name = party.querySelector("[data-party-name]");
    const id = party.querySelector("[data-party-id]");
    const found = party.querySelector("[data-party-found]");
    const typed = name.value.trim();
    if (!typed || name.dataset.identified === typed || id.dataset.own) {
      return;
    }
    name.dataset.identified = typed;
    const response = await send("/record/id?" + new URLSearchParams({ kind: party.dataset.kind, name: typed }), { headers: { "Accept": "application/json" } });
    if (!response.ok || name.value.trim() !== typed) {
      return;
    }
    const proposal = await response.json();
    id.value = proposal.id;
    party.querySelector("[data-party-shown]").textContent = proposal.id;
    found.textContent = proposal.several ? "Several are called so: choose one from the list." : proposal.known ? "Known to the ledger." : "New to the ledger.";
  }

  function people(root) {
    all(root, "[data-party]").forEach((party) => {
      const name = party.querySelector("[data-party-name]");
      const id = party.querySelector("[data-party-id]");
      const shown = party.querySelector("[data-party-shown]");
      name.addEventListener("picked", (event) => {
        name.dataset.identified = event.detail.name;
        id.value = event.detail.id;
        shown.textContent = event.detail.id;
        party.querySelector("[data-party-found]").textContent = "Known to the ledger.";
      });
      name.addEventListener("blur", () => setTimeout(() => identify(party), 200));
      id.addEventListener("input", () => {
        id.dataset.own = id.value.trim() ? "true" : "";
        shown.textContent = id.value;
      });
    });
  }

  // What is filled in, as the interface takes it

  function put(target, path, value) {
    const steps = path.match(/[^.[\]]+/g);
    let at = target;
    steps.forEach((step, n) => {
      if (n === steps.length - 1) {
        at[step] = value;
        return;
      }
      at[step] = at[step] || (/^\d+$/.test(steps[n + 1]) ? [] : {});
      at = at[step];
    });
  }

  /** The command, and by path the elements that it was read from. */
  function read(form) {
    const command = {};
    const places = new Map();
    const numbers = new Map();
    all(form, "[data-repeat]").forEach((group) => {
      let n = 0;
      all(group, "[data-item]").forEach((item) => {
        const needed = item.dataset.skipUnless;
        if (!needed || all(item, "[name]").some((one) => one.name.endsWith(needed) && one.value)) {
          numbers.set(item, n++);
        }
      });
    });
    all(form, "[name]").forEach((field) => {
      const item = field.closest("[data-item]");
      if (field.matches(":disabled") || (item && !numbers.has(item))) {
        return;
      }
      const path = item ? field.name.replace(/\[[^\]]*\]/, "[" + numbers.get(item) + "]") : field.name;
      if (!places.has(path) || field.checked) {
        places.set(path, field);
      }
      if (field.dataset.list !== undefined) {
        if (field.checked) {
          const values = places.get(path + "#") || [];
          values.push(field.value);
          places.set(path + "#", values);
          put(command, path, values);
        }
      } else if (field.dataset.flag) {
        if (String(field.checked) !== field.dataset.flag) {
          put(command, path, field.checked);
        }
      } else if (field.type === "radio") {
        if (field.checked && field.value) {
          put(command, path, field.value);
        }
      } else if (field.dataset.number) {
        if (field.value) {
          put(command, path, Number(field.value));
        }
      } else if (field.value.trim()) {
        put(command, path, field.value.trim());
      }
    });
    return { command, places };
  }

  // Refusals, at the fields they concern

  function clear(form) {
    all(form, ".fault[data-told]").forEach((fault) => fault.remove());
    all(form, "[aria-invalid]").forEach((field) => {
      field.removeAttribute("aria-invalid");
      const described = (field.getAttribute("aria-describedby") || "").split(" ").filter((id) => id && !id.startsWith("told-")).join(" ");
      if (described) {
        field.setAttribute("aria-describedby", described);
      } else {
        field.removeAttribute("aria-describedby");
      }
    });
    const refusal = form.querySelector("[data-refusal]");
    refusal.hidden = true;
    refusal.textContent = "";
  }

  function place(places, path) {
    const field = (at) => places.get(at) instanceof Element ? places.get(at) : null;
    for (let at = path; at; at = at.replace(/(\.[^.[\]]+|\[[^\]]*\])$/, "")) {
      const found = field(at) || [...places.keys()].filter((one) => one.startsWith(at + ".") || one.startsWith(at + "[")).map(field).find(Boolean);
      if (found) {
        return found;
      }
      if (!/[.[]/.test(at)) {
        break;
      }
    }
    return null;
  }

  let tellings = 0;

  function tell(field, message) {
    const fault = document.createElement("p");
    fault.className = "fault";
    fault.dataset.told = "true";
    fault.id = "told-" + (++tellings);
    fault.textContent = message.charAt(0).toUpperCase() + message.slice(1) + (/[.?!]$/.test(message) ? "" : ".");
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", ((field.getAttribute("aria-describedby") || "") + " " + fault.id).trim());
    (field.closest(".field, .choice") || field.parentElement).append(fault);
    for (let holder = field.closest("details"); holder; holder = holder.parentElement.closest("details")) {
      holder.open = true;
    }
    return field;
  }

  function refuse(form, problem, places) {
    const errors = problem.errors || [];
    const told = errors.map((error) => {
      const field = place(places, error.path);
      return field && field.type !== "hidden" ? tell(field, error.message === "is required" ? "This is needed" : error.message) : null;
    });
    const rest = errors.filter((error, n) => !told[n]);
    const refusal = form.querySelector("[data-refusal]");
    const first = told.find(Boolean);
    if (!first || rest.length) {
      const sentence = document.createElement("p");
      sentence.className = "notice bad";
      sentence.textContent = problem.code === "PRECONDITION_FAILED"
          ? "Meanwhile something else was recorded of this grantor. Look again at what follows, then record."
          : problem.code === "IDEMPOTENCY_KEY_REUSED"
          ? "This form has recorded something already, in another tab perhaps. Load the page again to see it."
          : rest.length ? rest.map((error) => error.message).join("; ") : problem.detail || "The ledger could not do this. Try again.";
      refusal.replaceChildren(sentence);
      refusal.hidden = false;
    }
    if (first) {
      first.focus();
      say("Not recorded: " + errors[0].message);
    } else {
      refusal.focus();
    }
  }

  const unreachable = { detail: "The ledger cannot be reached at the moment. What you filled in is kept: try again. It is recorded once at most." };

  async function problem(response) {
    if (response.status === 401) {
      return { detail: "Your session has ended. What you filled in is kept: sign in again in another tab, then go on here." };
    }
    return response.json().catch(() => ({ detail: "The ledger could not do this (" + response.status + "). Try again." }));
  }

  // Dates of the interface as people write them

  const days = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const readable = (sentence) => sentence.replace(/(?<=^|Before |From |from |until |Already from )\d{4}-\d{2}-\d{2}(?![\w-])/g,
      (day) => days.format(new Date(day + "T00:00:00Z")).replace(/ /g, "\u00a0"));

  function recording(form) {
    const consequences = form.querySelector("[data-consequences]");
    const sentences = form.querySelector("[data-sentences]");
    const confirm = form.querySelector("[data-confirm]");
    const ask = form.querySelector("[data-ask]");
    const preview = form.querySelector("[data-preview]");
    let version = null;

    const hide = () => {
      consequences.hidden = true;
      ask.hidden = false;
    };

    const missing = () => {
      const needed = all(form, "[required]").filter((field) => !field.matches(":disabled") && !field.value.trim());
      const malformed = all(form, "input").filter((field) => !field.matches(":disabled") && field.value === "" && field.validity.badInput);
      needed.forEach((field) => tell(field, "This is needed"));
      malformed.forEach((field) => tell(field, "There is no such day"));
      const first = all(form, "[aria-invalid]")[0];
      if (first) {
        first.focus();
        say("Something is still to be filled in");
      }
      return Boolean(first);
    };

    const supposed = async (command) => {
      const response = await send("/api/consequences", {
        method: "POST", headers: { "Content-Type": "application/json", "Accept": "application/json" },
        body: JSON.stringify({ command: form.dataset.command, ...command })
      });
      return response.ok ? { told: await response.json() } : { refused: await problem(response) };
    };

    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      clear(form);
      hide();
      await Promise.all(all(form, "[data-party]").filter((party) => !party.querySelector("[data-party-name]").matches(":disabled")).map(identify));
      if (missing()) {
        return;
      }
      const { command, places } = read(form);
      preview.disabled = true;
      try {
        const grantors = form.dataset.grantors ? form.dataset.grantors.split(" ") : null;
        const lines = [];
        if (grantors) {
          for (const grantorId of grantors) {
            const { told, refused } = await supposed({ grantorId, ...command });
            if (refused && refused.code !== "UNKNOWN_ATTORNEY") {
              refuse(form, refused, places);
              return;
            }
            lines.push(...(told ? told.sentences : []));
          }
          version = null;
        } else {
          const { told, refused } = await supposed(command);
          if (refused) {
            refuse(form, refused, places);
            return;
          }
          version = told.version;
          lines.push(...told.sentences);
        }
        sentences.replaceChildren(...(lines.length ? lines : ["Nothing changes in who may sign."]).map((line) => {
          const item = document.createElement("li");
          item.textContent = readable(line);
          return item;
        }));
        const more = grantors ? Number(form.dataset.grantorCount) - grantors.length : 0;
        form.querySelector("[data-more]").textContent = more > 0 ? "These are the first " + grantors.length + " grantors; it is recorded for " + more + " more." : "";
        consequences.hidden = false;
        ask.hidden = true;
        consequences.querySelector("h2").focus();
      } catch (e) {
        refuse(form, unreachable, places);
      } finally {
        preview.disabled = false;
      }
    });

    // What was shown is no longer what would be recorded.
    form.addEventListener("input", hide);
    form.querySelector("[data-back]").addEventListener("click", () => {
      hide();
      all(form, "input, select, textarea").find((field) => field.type !== "hidden" && field.offsetParent).focus();
    });

    confirm.addEventListener("click", async () => {
      if (confirm.disabled) {
        return;
      }
      clear(form);
      const { command, places } = read(form);
      const path = form.dataset.path.replace(/\{(\w+)\}/g, (whole, name) => {
        const value = command[name];
        delete command[name];
        return encodeURIComponent(value);
      });
      const headers = { "Content-Type": "application/json", "Accept": "application/json", "Idempotency-Key": form.dataset.key };
      if (version !== null) {
        headers["If-Match"] = "\"" + version + "\"";
      }
      confirm.disabled = true;
      try {
        const response = await send(path, { method: "POST", headers, body: JSON.stringify(command) });
        if (response.ok) {
          // The address of this form now leads to what it recorded.
          say("Recorded");
          location.reload();
          return;
        }
        hide();
        refuse(form, await problem(response), places);
      } catch (e) {
        refuse(form, unreachable, places);
      }
      confirm.disabled = false;
    });
  }

  // The SHA-256 of a file, taken here

  document.addEventListener("change", async (event) => {
    if (event.target.matches("[data-hash]") && event.target.files.length) {
      const file = event.target.files[0];
      const form = event.target.form;
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
      form.querySelector("[name='document.sha256']").value = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      const name = form.querySelector("[name='document.name']");
      name.value = name.value || file.name;
      say("The hash is filled in");
    }
    if (event.target.matches("[data-change-submits]")) {
      event.target.form.requestSubmit();
    }
  });

  function opening(form) {
    const apply = () => all(form, "[data-opens]").forEach((radio) => {
      const part = document.getElementById(radio.dataset.opens);
      part.disabled = !radio.checked;
      part.hidden = !radio.checked;
    });
    form.addEventListener("change", apply);
    apply();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add], [data-remove]");
    if (!button) {
      return;
    }
    const group = button.closest("[data-repeat]");
    if (button.dataset.add !== undefined) {
      add(group);
    } else {
      const item = button.closest("[data-item]");
      const beside = item.previousElementSibling || item.nextElementSibling;
      item.remove();
      number(group);
      (beside ? beside.querySelector("input") : group.querySelector("[data-add]")).focus();
      say(group.dataset.what + " removed");
    }
    group.dispatchEvent(new Event("input", { bubbles: true }));
  });

  /** What other scripts bring to every page is brought to what was added. */
  function ready(root) {
    window.ledger.ready(root);
    people(root);
  }

  document.addEventListener("DOMContentLoaded", () => {
    all(document, "[data-recording]").forEach((form) => {
      people(form);
      all(form, "[data-repeat]").forEach(number);
      opening(form);
      recording(form);
    });
    const receipt = document.getElementById("receipt");
    if (receipt) {
      receipt.focus();
    }
  });
})();
