// Starting, watching and cancelling a rebuild of the register.
(() => {
  "use strict";

  const states = {
    LOADING: "Reading every record", INDEXING: "Building the indexes", FOLLOWING: "Adding new records", COMPARING: "Comparing old and new",
    SWITCHING: "Switching over"
  };

  const { ask, refuse } = window.ledger;

  /** Resolves to the answer, or to null if the request was refused. The page then shows why. */
  async function request(address, options) {
    refuse("");
    const { answer, refused } = await ask(address, options);
    if (refused) {
      refuse(refused.detail);
      return null;
    }
    return answer;
  }

  function watch(card) {
    const part = (name) => card.querySelector("[data-rebuild-" + name + "]");
    const source = new EventSource("/api/rebuilds/" + card.dataset.rebuild);
    source.addEventListener("progress", (event) => {
      const rebuild = JSON.parse(event.data);
      if (!states[rebuild.state]) {
        // The rebuild is over. The page shows what it found.
        source.close();
        location.reload();
        return;
      }
      part("state").textContent = states[rebuild.state];
      part("done").textContent = rebuild.done;
      part("total").textContent = rebuild.total;
      part("rate").textContent = rebuild.rate ? ", " + rebuild.rate + " a second" : "";
      part("bar").max = rebuild.total || 1;
      part("bar").value = rebuild.done;
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-rebuild][data-over=false]").forEach(watch);
  });
  document.addEventListener("click", async (event) => {
    if (event.target.closest("[data-rebuild-start]")) {
      event.target.disabled = true;
      const rebuild = await request("/api/rebuilds", { method: "POST", body: "{}" });
      event.target.disabled = false;
      if (rebuild) {
        location.href = "/rebuilds/" + rebuild.rebuildId;
      }
    } else if (event.target.closest("[data-rebuild-cancel]")) {
      await request("/api/rebuilds/" + event.target.closest("[data-rebuild]").dataset.rebuild, { method: "DELETE" });
    }
  });
})();
