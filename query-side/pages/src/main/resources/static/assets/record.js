// Small comforts of the forms that record. The forms are sent to the ledger and answered by it: everything works without scripts.
(() => {
  "use strict";

  const form = (event) => event.target.closest("[data-recording]");

  // Someone chosen from the list while typing brings their id along.
  document.addEventListener("picked", (event) => {
    const party = event.target.closest("[data-party]");
    if (party) {
      const { id, name } = event.detail;
      party.querySelector("[data-party-id]").value = id;
      party.querySelector("[data-party-settled]").value = id + " " + name;
      party.querySelector("[data-party-shown]").textContent = id;
      party.querySelector("[data-party-found]").textContent = "Known to the ledger.";
    }
  }, true);

  // What was shown is no longer what would be recorded.
  document.addEventListener("input", (event) => {
    const consequences = form(event)?.querySelector("[data-consequences]");
    if (consequences) {
      consequences.remove();
      form(event).querySelector("[data-ask]").hidden = false;
    }
  });

  // The SHA-256 of a file, computed here
  document.addEventListener("change", async (event) => {
    if (event.target.matches("[data-hash]") && event.target.files.length) {
      const file = event.target.files[0];
      const fields = event.target.form;
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
      fields.querySelector("[name='document.sha256']").value = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      const name = fields.querySelector("[name='document.name']");
      name.value = name.value || file.name;
      window.ledger.say("The hash is filled in");
    }
    if (event.target.matches("[data-change-submits]")) {
      event.target.form.requestSubmit();
    }
  });

  // An answer that is not the form leaves the form as it is, with everything that was typed.
  document.addEventListener("htmx:beforeSwap", async (event) => {
    const { xhr, elt, requestConfig } = event.detail;
    if (!elt.matches("[data-recording]") || xhr.responseText.includes("data-recording")) {
      return;
    }
    event.detail.shouldSwap = false;
    if (xhr.status === 403 && !elt.dataset.renewed && await window.ledger.session()) {
      // The token was that of an earlier session: once more with the present one.
      elt.dataset.renewed = "true";
      elt.requestSubmit(requestConfig.triggeringEvent.submitter);
    } else if (xhr.status !== 401 && xhr.status !== 204 && !xhr.getResponseHeader("HX-Refresh")) {
      window.ledger.refuse("The ledger could not do this (" + xhr.status + "). Try again. It is recorded once at most.");
    }
  });
  document.addEventListener("htmx:sendError", (event) => {
    if (event.detail.elt.matches("[data-recording]")) {
      window.ledger.refuse("The ledger cannot be reached at the moment. What you filled in is kept: try again. It is recorded once at most.");
    }
  });
})();
