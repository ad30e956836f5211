// New records as they arrive, and the keyboard on the replay page.
(() => {
  "use strict";

  // The ledger, live

  const MOST_ROWS = 200;
  const FLUSH = 150;

  function live(holder) {
    const feed = document.getElementById("feed");
    const state = holder.querySelector("[data-live-state]");
    const toggle = holder.querySelector("[data-live-toggle]");
    let shown = Number(holder.dataset.position);
    let waiting = 0;
    let newest = shown;
    let paused = false;
    let source = null;
    let flushing = 0;
    let fetching = false;

    const events = (count) => count + (count === 1 ? " event" : " events");
    const showState = () => {
      holder.dataset.mode = paused ? "paused" : source && source.readyState === EventSource.OPEN ? "on" : "off";
      toggle.textContent = paused ? (waiting ? "Show " + events(waiting) : "Resume") : "Pause";
      state.textContent = paused ? "Paused" + (waiting ? ": " + events(waiting) + " waiting" : "")
          : holder.dataset.mode === "on" ? "Live" : "Connecting";
    };

    const flush = async () => {
      if (paused || fetching || newest <= shown) {
        return;
      }
      fetching = true;
      try {
        const separator = holder.dataset.rows.includes("?") ? "&" : "?";
        const response = await window.ledger.send(holder.dataset.rows + separator + "after=" + shown, { headers: { "Accept": "text/html" } });
        if (response.ok) {
          const holderOfRows = document.createElement("ol");
          holderOfRows.innerHTML = await response.text();
          const rows = [...holderOfRows.querySelectorAll("li")];
          rows.forEach((row) => row.classList.add("fresh"));
          feed.prepend(...rows);
          while (feed.children.length > MOST_ROWS) {
            feed.lastElementChild.remove();
          }
          const empty = document.querySelector("[data-live-empty]");
          if (rows.length && empty) {
            empty.remove();
          }
          shown = Math.max(newest, ...rows.map((row) => Number(row.dataset.position)));
          waiting = 0;
          if (rows.length) {
            window.ledger.say(events(rows.length) + " recorded");
          }
        }
      } finally {
        fetching = false;
        showState();
      }
      if (newest > shown) {
        setTimeout(flush, FLUSH);
      }
    };

    const listen = () => {
      if (source || document.hidden) {
        return;
      }
      const separator = holder.dataset.stream.includes("?") ? "&" : "?";
      source = new EventSource(holder.dataset.stream + separator + "after=" + newest);
      source.onopen = showState;
      source.addEventListener("recorded", (event) => {
        newest = Math.max(newest, Number(event.lastEventId));
        waiting += 1;
        showState();
        clearTimeout(flushing);
        flushing = setTimeout(flush, FLUSH);
      });
      source.onerror = () => {
        if (source && source.readyState === EventSource.CLOSED) {
          // Refused, not cut off. The session may have ended, which this request shows, or there may be too many listeners.
          source = null;
          window.ledger.send("/session", { headers: { "Accept": "application/json" } }).catch(() => null);
          setTimeout(listen, 5000);
        }
        showState();
      };
    };
    const rest = () => {
      if (source) {
        source.close();
        source = null;
      }
    };

    toggle.addEventListener("click", () => {
      paused = !paused;
      showState();
      window.ledger.say(paused ? "Paused" : "Live");
      flush();
    });
    // A browser has few connections to one host: a hidden tab releases its own.
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) {
        rest();
      } else {
        listen();
      }
      showState();
    });
    window.addEventListener("pagehide", rest);
    window.addEventListener("pageshow", listen);
    showState();
    listen();
  }

  // Replay

  document.addEventListener("keydown", (event) => {
    const replay = document.querySelector("[data-replay]");
    if (!replay || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey
        || event.target.closest("input, textarea, select, [contenteditable], .asof, .scroll")) {
      return;
    }
    const step = replay.querySelector(`[data-key="${event.key}"]`);
    if (step) {
      event.preventDefault();
      step.click();
    } else if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
      event.preventDefault();
    }
  });

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-live]").forEach(live));
})();
