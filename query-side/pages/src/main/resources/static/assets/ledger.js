// What scripts add to the pages: search while typing, the slider, light and dark, and a session that may end. Everything can be read without them.
(() => {
  "use strict";

  const csrf = () => document.querySelector("meta[name=csrf]");
  const say = (text) => { const live = document.getElementById("live"); if (live) { live.textContent = text; } };

  // The session

  function sessionEnded() {
    const dialog = document.getElementById("session-ended");
    if (dialog && !dialog.open) {
      dialog.showModal();
    }
  }

  async function session() {
    const response = await fetch("/session", { headers: { "X-Requested-With": "fetch", "Accept": "application/json" } });
    if (!response.ok) {
      return false;
    }
    const now = await response.json();
    const meta = csrf();
    if (meta && now.token) {
      meta.content = now.token;
      document.querySelectorAll("input[name=_csrf]").forEach((field) => { field.value = now.token; });
    }
    return true;
  }

  /**
   * Sends a request from a page. Adds the CSRF token, tries once more with a new token if the first was refused, and shows when the session has
   * ended. Resolves to the response.
   */
  async function send(address, options = {}) {
    const attempt = () => {
      const headers = new Headers(options.headers || {});
      headers.set("X-Requested-With", "fetch");
      const meta = csrf();
      if (meta && options.method && options.method !== "GET") {
        headers.set(meta.dataset.header, meta.content);
      }
      return fetch(address, { ...options, headers });
    };
    let response = await attempt();
    if (response.status === 403) {
      const problem = await response.clone().json().catch(() => ({}));
      if (problem.code === "FORGERY_TOKEN_MISSING" && await session()) {
        response = await attempt();
      }
    }
    if (response.status === 401) {
      sessionEnded();
    }
    return response;
  }

  /** Sends and receives JSON. Resolves to the answer, or to the problem with which the request was refused. */
  async function ask(address, options) {
    try {
      const response = await send(address, { headers: { "Accept": "application/json", "Content-Type": "application/json" }, ...options });
      const answer = await response.json().catch(() => ({}));
      return response.ok ? { answer } : { refused: { detail: "The request failed. Try again.", errors: [], ...answer } };
    } catch (e) {
      return { refused: { detail: "The ledger cannot be reached right now. Try again.", errors: [] } };
    }
  }

  /** Shows a refusal in the place the page has for it. An empty one removes the last. */
  function refuse(detail) {
    const refusal = document.querySelector("[data-refusal]");
    refusal.textContent = detail;
    refusal.className = "refusal notice bad";
    refusal.hidden = !detail;
    if (detail) {
      refusal.focus();
    }
  }

  window.ledger = { send, ask, refuse, say, session };

  document.addEventListener("htmx:configRequest", (event) => {
    const meta = csrf();
    if (meta && event.detail.verb !== "get") {
      event.detail.headers[meta.dataset.header] = meta.content;
    }
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 401) {
      sessionEnded();
    } else if (event.detail.xhr.status >= 400 && event.detail.target.matches("[data-lazy]")) {
      event.detail.shouldSwap = false;
      event.detail.target.querySelector("a").textContent = "This could not be shown here. Show it on a page of its own.";
    }
  });
  window.addEventListener("focus", async () => {
    const dialog = document.getElementById("session-ended");
    if (dialog && dialog.open && await session()) {
      dialog.close();
      say("You are signed in again.");
    }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) {
      event.target.closest("dialog").close();
    }
  });

  // Light and dark

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-toggle]")) {
      return;
    }
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch (e) {
      // It applies to this page only.
    }
    say(dark ? "Light" : "Dark");
  });

  // The slider of the as-of bar

  const shortDay = new Intl.DateTimeFormat("en-US", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  let sliding = 0;

  function slid(slider) {
    const first = new Date(slider.closest("[data-slider]").dataset.first + "T00:00:00Z");
    return new Date(first.getTime() + Number(slider.value) * 86400000);
  }

  document.addEventListener("input", (event) => {
    if (event.target.id === "slider") {
      const text = shortDay.format(slid(event.target));
      event.target.setAttribute("aria-valuetext", text);
      event.target.closest("[data-slider]").querySelector("output").textContent = text;
    }
  });
  document.addEventListener("change", (event) => {
    if (event.target.id !== "slider") {
      return;
    }
    clearTimeout(sliding);
    const slider = event.target;
    sliding = setTimeout(() => showDay(slid(slider).toISOString().slice(0, 10)), 250);
  });

  function showDay(day) {
    const on = document.getElementById("on");
    on.value = day;
    if (!changed(on.form)) {
      // Nothing else is filled in: the bar's own form keeps the focus where it is.
      [on, document.getElementById("knownAt")].forEach((field) => field.setAttribute("form", "clocks"));
    }
    on.form.requestSubmit();
  }

  // A calendar beside the field of a day, in which people write

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-calendar]");
    if (!button) {
      return;
    }
    const calendar = document.createElement("input");
    calendar.type = "date";
    calendar.className = "unseen";
    calendar.tabIndex = -1;
    calendar.setAttribute("aria-hidden", "true");
    calendar.value = button.dataset.day;
    button.append(calendar);
    calendar.addEventListener("change", () => { if (calendar.value) { showDay(calendar.value); } });
    calendar.addEventListener("blur", () => calendar.remove());
    calendar.showPicker();
  });

  // A step of the bar takes along what is filled in on the page's own form, instead of asking what was asked before

  document.addEventListener("click", (event) => {
    const step = event.target.closest(".asof .clocks a");
    const bar = step && step.closest("[data-clocks-of]");
    const form = bar && document.getElementById(bar.dataset.clocksOf);
    if (!form || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0 || !changed(form)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const asked = new URL(step.href).searchParams;
    const on = document.getElementById("on");
    on.value = asked.get("on") || "";
    document.getElementById("knownAt").value = asked.get("knownAt") || "";
    form.requestSubmit();
  }, true);

  /** Whether anything but the clocks is filled in otherwise than the page came with. */
  function changed(form) {
    return [...form.elements].some((field) => field.name && field.id !== "on" && field.id !== "knownAt" && differs(field));
  }

  function differs(field) {
    if (field.options) {
      return field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
    }
    if (field.type === "checkbox" || field.type === "radio") {
      return field.checked !== field.defaultChecked;
    }
    return field.type !== "hidden" && field.value !== field.defaultValue;
  }

  // Choosing from a list while typing

  function suggest(field) {
    if (field.dataset.suggesting) {
      return;
    }
    field.dataset.suggesting = "true";
    const kind = field.dataset.suggest;
    const atOnce = field.dataset.atOnce !== undefined;
    const list = document.createElement("ul");
    list.id = field.id + "-list";
    list.className = "suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Suggestions");
    list.hidden = true;
    const holder = document.createElement("div");
    holder.className = "combobox";
    const focused = document.activeElement === field;
    field.before(holder);
    holder.append(field, list);
    if (focused) {
      // Moving it has taken the focus away.
      field.focus();
    }
    let hidden = null;
    if (kind && field.dataset.keep === undefined) {
      // People see the name, the form sends the id.
      hidden = document.createElement("input");
      hidden.type = "hidden";
      hidden.name = field.name;
      hidden.value = field.value;
      field.removeAttribute("name");
      if (field.dataset.name) {
        field.value = field.dataset.name;
      }
      holder.append(hidden);
    }
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-controls", list.id);
    let active = -1;
    let asking = 0;
    let asked = 0;

    const options = () => [...list.querySelectorAll("[role=option]")];
    const close = () => {
      list.hidden = true;
      active = -1;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    };
    const activate = (place) => {
      const all = options();
      if (!all.length) {
        return;
      }
      active = (place + all.length) % all.length;
      all.forEach((option, n) => option.setAttribute("aria-selected", String(n === active)));
      field.setAttribute("aria-activedescendant", all[active].id);
      all[active].scrollIntoView({ block: "nearest" });
    };
    const pick = (option) => {
      close();
      if (field.dataset.go !== undefined) {
        location.href = option.dataset.href;
        return;
      }
      field.value = option.dataset.name;
      if (hidden) {
        hidden.value = option.dataset.id;
      }
      field.dispatchEvent(new CustomEvent("picked", { detail: { id: option.dataset.id, name: option.dataset.name } }));
      if (field.dataset.pickSubmits !== undefined) {
        field.form.querySelectorAll("[name=signer], [name=issuer], [name=poa]").forEach((one) => { one.disabled = true; });
        field.form.requestSubmit();
      }
    };
    const ask = async () => {
      const q = field.value.trim();
      if (q.length < 2 && !atOnce) {
        close();
        return;
      }
      const mine = ++asked;
      const query = new URLSearchParams({ q });
      if (kind) {
        query.set("kind", kind);
      }
      const here = new URLSearchParams(location.search);
      ["on", "knownAt"].forEach((name) => { if (here.get(name)) { query.set(name, here.get(name)); } });
      const response = await send((field.dataset.source || "/search/suggestions") + "?" + query, { headers: { "Accept": "text/html" } });
      if (mine !== asked || !response.ok || document.activeElement !== field) {
        return;
      }
      list.innerHTML = await response.text();
      options().forEach((option) => { option.id = list.id + "-" + option.id; });
      active = -1;
      field.removeAttribute("aria-activedescendant");
      const count = options().length;
      list.hidden = count === 0;
      field.setAttribute("aria-expanded", String(count > 0));
      if (atOnce) {
        activate(0);
      }
      say(count === 0 ? "No matches" : count + (count === 1 ? " match" : " matches") + ". Use the arrow keys to choose.");
    };
    field.addEventListener("input", () => {
      if (hidden) {
        hidden.value = field.value;
      }
      clearTimeout(asking);
      asking = setTimeout(ask, 90);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) {
          ask();
        } else {
          activate(event.key === "ArrowDown" ? active + 1 : active - 1);
        }
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        pick(options()[active]);
      } else if (event.key === "Escape" && !list.hidden && !atOnce) {
        event.preventDefault();
        close();
      }
    });
    if (!atOnce) {
      field.addEventListener("blur", () => setTimeout(close, 150));
    }
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) {
        pick(option);
      }
    });
  }

  // "/" opens the way to every page and name, as in many tools. The search page does the same without scripts.

  function openPalette() {
    const palette = document.getElementById("palette");
    if (palette && !document.querySelector("dialog[open]")) {
      const field = document.getElementById("palette-find");
      field.value = "";
      palette.showModal();
      field.focus();
      field.dispatchEvent(new Event("input"));
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.getElementById("palette") && !event.ctrlKey && !event.metaKey && !event.altKey
        && !event.target.closest("input, textarea, select, [contenteditable]")) {
      event.preventDefault();
      openPalette();
    }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-palette]")) {
      openPalette();
    }
  });

  // A button that sends a request and then reloads the page

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-post]");
    if (!button) {
      return;
    }
    button.disabled = true;
    const { answer, refused } = await ask(button.dataset.post, { method: "POST" });
    if (refused || answer.left) {
      refuse(refused ? refused.detail : `The first record still cannot be processed. Records waiting: ${answer.left}.`);
      button.disabled = false;
    } else {
      location.reload();
    }
  });

  // Copying an example

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      say("Copied");
      button.textContent = "Copied";
    }
  });

  // Printing a list that has all its rows

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) {
      window.print();
    }
  });

  // The details of a bar or a mark, below the chart

  function explain(event) {
    const one = event.target.closest && event.target.closest("[data-explain]");
    const line = document.getElementById("explain");
    if (one && line) {
      line.textContent = one.getAttribute("aria-label");
      line.classList.add("filled");
    }
  }
  document.addEventListener("focusin", explain);
  document.addEventListener("mouseover", explain);

  function ready(root) {
    root.querySelectorAll("[data-suggest]").forEach(suggest);
  }

  document.addEventListener("DOMContentLoaded", () => ready(document));
  document.addEventListener("htmx:afterSettle", () => ready(document));
  // Paper says when it was printed, which may be long after the page was made.
  window.addEventListener("beforeprint", () => document.querySelectorAll("[data-printed]").forEach((time) => {
    time.textContent = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeStyle: "long", timeZone: time.dataset.zone }).format(new Date());
  }));
})();
