// A file of filings that is being read: its counts go on by themselves.
(() => {
  "use strict";

  const AGAIN = 5000;
  const states = { WAITING: "Waiting", READING: "Being read" };

  function watch(card) {
    const source = new EventSource("/api/filings/batches/" + card.dataset.batch);
    source.addEventListener("progress", (event) => {
      const batch = JSON.parse(event.data);
      if (!states[batch.state]) {
        // Reading is over. The page shows what was found.
        source.close();
        location.reload();
        return;
      }
      card.querySelector("[data-batch-state]").textContent = states[batch.state];
      card.querySelectorAll("[data-count]").forEach((count) => {
        count.textContent = batch[count.dataset.count].toLocaleString("en-US");
      });
    });
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) {
        // Refused, as with too many listeners: the page is asked once more instead.
        setTimeout(() => location.reload(), AGAIN);
      }
    };
    window.addEventListener("pagehide", () => source.close());
  }

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-batch][data-over=false]").forEach(watch));
})();
