// <time-passed data-passed="seconds until this page was made"> says how long people have been talking. It informs; it never ends a
// meeting, and does not mind a computer whose clock is wrong.
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
      const minutes = Math.max(0, Math.floor((Number(this.dataset.passed) + performance.now() / 1000) / 60));
      this.textContent = `· ${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
    }
  },
);
