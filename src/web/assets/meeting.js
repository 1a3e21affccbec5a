// <time-passed data-since="unix seconds"> says how long people have been talking. It informs; it never ends a meeting.
"use strict";

customElements.define(
  "time-passed",
  class extends HTMLElement {
    connectedCallback() {
      this.show();
      this.timer = setInterval(() => this.show(), 15_000);
    }

    disconnectedCallback() {
      clearInterval(this.timer);
    }

    show() {
      const minutes = Math.max(0, Math.floor((Date.now() / 1000 - Number(this.dataset.since)) / 60));
      this.textContent = `· ${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
    }
  },
);
