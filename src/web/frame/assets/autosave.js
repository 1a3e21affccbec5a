// Keeps what is being written: <auto-save> in a form sends the form to the server a moment after each change. Without a network it stays
// in the form, says so, and tries again. Nothing is kept on this computer, which others may use too.
"use strict";

/** Milliseconds after the last key before it is saved, and the longest that trying again waits. */
const SOON = 700;
const LONGEST = 15_000;
/** The most bytes that a browser still sends while it closes a page. */
const LAST_WORDS = 60_000;

customElements.define(
  "auto-save",
  class extends HTMLElement {
    /** Changes that were made, and how many of them the server has. */
    made = 0;
    kept = 0;
    tries = 0;

    connectedCallback() {
      this.form = this.closest("form");
      this.state = this.querySelector("[data-state]");
      this.trouble = this.querySelector("[data-trouble]");
      this.version = this.querySelector("[name=draft]");
      const random = crypto.getRandomValues(new Uint8Array(12));
      this.querySelector("[name=page]").value = [...random].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      this.form.addEventListener("input", () => this.changed());
      this.form.addEventListener("submit", () => {
        // The form itself goes now: a draft behind it would come after its record.
        this.leaving = true;
        clearTimeout(this.timer);
      });
      window.addEventListener("pageshow", () => (this.leaving = false));
      this.querySelector("button").addEventListener("click", (event) => {
        if (this.stopped) return; // the server shows both texts
        event.preventDefault();
        this.changed();
        this.save();
      });
      document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "hidden" && !this.leaving) this.save();
      });
      window.addEventListener("online", () => this.save());
      window.addEventListener("beforeunload", (event) => {
        if (!this.leaving && this.made > this.kept) event.preventDefault();
      });
    }

    changed() {
      this.made += 1;
      this.state.textContent = this.unsaved();
      this.wait(SOON);
    }

    /** What the page brings in a parent's language; English for staff, whose pages bring none. */
    line(name, english) {
      return this.dataset[name] ?? english;
    }

    unsaved() {
      return this.line("unsaved", "Not saved yet");
    }

    wait(time) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), time);
    }

    async save() {
      if (this.busy || this.stopped || this.made === this.kept) return;
      const made = this.made;
      this.busy = true;
      try {
        const body = new URLSearchParams(new FormData(this.form)).toString();
        const answer = await fetch(this.dataset.to, {
          method: "POST",
          body,
          headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
          redirect: "manual",
          keepalive: body.length < LAST_WORDS,
          signal: AbortSignal.timeout(10_000),
        });
        if (answer.ok) this.saved(made, await answer.json());
        else this.refused(answer);
      } catch {
        this.again(
          this.line("offline", "Not saved yet: there is no connection. What you wrote stays on this page, and is saved once there is one."),
        );
      }
      this.busy = false;
      if (this.made > this.kept && this.tries === 0) this.wait(SOON);
    }

    saved(made, { version, at }) {
      this.kept = made;
      this.tries = 0;
      this.version.value = version;
      this.say("");
      const saved = this.line("saved", "Saved at {time}");
      this.state.textContent = this.made > made ? this.unsaved() : saved.replace("{time}", at);
    }

    refused(answer) {
      if (answer.status === 409) {
        this.stopped = true;
        this.say(
          this.line("elsewhere", "Not saved: this was changed elsewhere meanwhile. Nothing was overwritten. Press “Save draft” to see both."),
        );
      } else if (answer.type === "opaqueredirect") {
        // Staff are led to sign in; parents to their link, where the time to write is over.
        this.again(
          this.line("led", "Not saved yet: you are signed out. Sign in again in another window; what you wrote stays on this page."),
        );
      } else {
        this.again(
          this.line("refused", "Not saved yet: Thrice could not take it just now. What you wrote stays on this page, and is tried again."),
        );
      }
    }

    /** Says why, and tries again: soon at first, then less often. */
    again(why) {
      this.tries += 1;
      this.say(why);
      this.state.textContent = this.unsaved();
      this.wait(Math.min(1000 * 2 ** this.tries, LONGEST));
    }

    /** Says it aloud too, where it is new. */
    say(words) {
      if (this.trouble.textContent !== words) this.trouble.textContent = words;
      this.trouble.hidden = !words;
    }
  },
);
