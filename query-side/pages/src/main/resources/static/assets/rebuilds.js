// Starting, watching and cancelling a rebuild of the register.
(() => {
  "use strict";

  const states = {
    LOADING: "Reading every record", INDEXING: "Making the indexes", FOLLOWING: "Adding what came meanwhile", COMPARING: "Comparing old and new",
    SWITCHING: "Taking over"
  };

  const { ask, refuse } = window.ledger;

  /** Resolves to what is told, or to null where it was refused, which is shown. */
  async function tell(address, options) {
    refuse("");
    const { told, refused } = await ask(address, options);
    if (refused) {
      refuse(refused.detail);
      return null;
    }
    return told;
  }

  function watch(card) {
    const part = (name) => card.querySelector("[data-rebuild-" + name + "]");
    const source = new EventSource("/api/rebuilds/" + card.dataset.rebuild);
    source.addEventListener("progress", (event) => {
      const rebuild = JSON.parse(event.data);
      if (!states[rebuild.state]) {
        // It is over: the page shows what it found.
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
      const rebuild = await tell("/api/rebuilds", { method: "POST", body: "{}" });
      event.target.disabled = false;
      if (rebuild) {
        location.href = "/rebuilds/" + rebuild.rebuildId;
      }
    } else if (event.target.closest("[data-rebuild-cancel]")) {
      await tell("/api/rebuilds/" + event.target.closest("[data-rebuild]").dataset.rebuild, { method: "DELETE" });
    }
  });
})();
