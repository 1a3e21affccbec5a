// Notes on sessions while there is no network. A note is put down on this device first, then sent, and taken away once Thrice says that it
// has it; the key in it makes the same note sent twice one note. What is put down holds numbers and the note itself, and no name.
"use strict";

/** Milliseconds after which sending is tried again while something waits. */
const TRY_AGAIN = 20_000;

/** Sends one note. Tells what became of it: "sent" with where to go, "waiting", or "refused" with the reason. */
async function sendNote(note) {
  const body = new URLSearchParams(note.body);
  body.set("csrf", document.querySelector("input[name=csrf]")?.value ?? "");
  let answer;
  try {
    answer = await fetch(note.to, {
      method: "POST",
      body,
      headers: { accept: "application/json" },
      redirect: "manual",
      signal: AbortSignal.timeout(15_000),
    });
  } catch {
    return { now: "waiting", why: "" };
  }
  if (answer.ok) return { now: "sent", to: (await answer.json()).to };
  if (answer.type === "opaqueredirect") return { now: "waiting", why: "You are signed out: sign in again, and it is sent." };
  if (answer.status === 422) return { now: "refused", why: (await answer.json()).errors.join(". ") };
  if ([400, 404, 409].includes(answer.status)) return { now: "refused", why: "This session is not yours to note any more." };
  return { now: "waiting", why: "Thrice could not take it just now." };
}

customElements.define(
  "waiting-notes",
  class extends HTMLElement {
    connectedCallback() {
      this.who = this.dataset.who;
      this.box = this.querySelector("p");
      this.why = "";
      window.addEventListener("online", () => this.send());
      window.addEventListener("storage", () => this.show());
      this.timer = setInterval(() => this.send(), TRY_AGAIN);
      this.show();
      this.send();
    }

    disconnectedCallback() {
      clearInterval(this.timer);
    }

    own() {
      return waitingNotes().filter((note) => note.who === this.who);
    }

    /** Sends what waits, one after the other. */
    async send() {
      if (this.busy) return;
      this.busy = true;
      for (const note of this.own().filter((one) => !one.refused)) {
        const came = await sendNote(note);
        this.why = came.why ?? "";
        if (came.now === "waiting") break;
        if (came.now === "sent") {
          keepNotes((all) => all.filter((one) => one.key !== note.key));
          this.saved(note);
        } else keepNotes((all) => all.map((one) => (one.key === note.key ? { ...one, refused: came.why } : one)));
      }
      this.busy = false;
      this.show();
    }

    /** Says on the page that what had waited is saved. */
    saved(note) {
      for (const card of document.querySelectorAll("session-note")) {
        if (card.form?.getAttribute("action") === note.to) card.settle("Saved.");
      }
    }

    show() {
      const own = this.own();
      const refused = own.find((note) => note.refused);
      const others = waitingNotes().length - own.length;
      const words = [];
      if (own.length) words.push(`${own.length === 1 ? "1 note waits" : `${own.length} notes wait`} for the network. `);
      if (own.length) words.push("Kept on this device, without names, and sent once there is a connection. ");
      if (this.why) words.push(this.why);
      if (others > 0) words.push(` ${others === 1 ? "1 note" : `${others} notes`} of somebody else wait on this device: they have to sign in here.`);
      const said = refused ? `A note could not be saved: ${refused.refused} ` : words.join("");
      if (this.box.firstChild?.textContent !== said) this.box.textContent = said;
      if (refused) this.box.append(this.link(refused), this.forget(refused));
      this.box.hidden = !said;
      for (const note of own) {
        for (const card of document.querySelectorAll("session-note")) {
          if (card.form?.getAttribute("action") === note.to) card.settle("Kept on this device: it waits for the network.");
        }
      }
    }

    link(note) {
      const link = document.createElement("a");
      link.href = note.to;
      link.textContent = "Open the session";
      return link;
    }

    forget(note) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "quiet";
      button.textContent = "Forget this note";
      button.addEventListener("click", () => {
        keepNotes((all) => all.filter((one) => one.key !== note.key));
        this.show();
      });
      return button;
    }
  },
);

// The form of one session in the list of a day: with script it stays on the page.
customElements.define(
  "session-note",
  class extends HTMLElement {
    connectedCallback() {
      this.form = this.querySelector("form");
      this.form.addEventListener("submit", (event) => this.put(event));
    }

    async put(event) {
      const line = document.querySelector("waiting-notes");
      const body = new URLSearchParams(new FormData(this.form, event.submitter));
      // What is not whole goes to the server, which says what is missing beside its field.
      if (!body.get("all") && !body.get("lost")) return;
      body.delete("csrf");
      const note = { key: body.get("key"), who: line.who, to: this.form.getAttribute("action"), body: body.toString() };
      if (!keepNotes((all) => [...all.filter((one) => one.key !== note.key), note])) return;
      event.preventDefault();
      event.stopPropagation();
      for (const button of this.form.querySelectorAll("button")) button.disabled = true;
      const came = await sendNote(note);
      if (came.now === "sent") {
        keepNotes((all) => all.filter((one) => one.key !== note.key));
        const there = new URL(came.to, location.href);
        const same = there.pathname + there.search === location.pathname + location.search;
        location.href = there;
        if (same) location.reload();
      } else {
        if (came.now === "refused") keepNotes((all) => all.map((one) => (one.key === note.key ? { ...one, refused: came.why } : one)));
        line.why = came.why;
        line.show();
      }
    }

    /** In place of the form: what became of the note. */
    settle(words) {
      const fold = this.closest("details");
      let said = fold.parentElement.querySelector(".settled");
      if (!said) {
        said = document.createElement("p");
        said.className = "settled";
        said.setAttribute("role", "status");
        fold.before(said);
      }
      if (said.textContent !== words) said.textContent = words;
      fold.hidden = true;
    }
  },
);
