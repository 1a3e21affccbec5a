// Comfort only: every page works without it.
"use strict";

// After a form came back with errors, the keyboard starts at their summary.
document.querySelector("[data-focus]")?.focus();

// "/" goes to the field that finds a pupil, unless something is being typed.
document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
  const search = document.querySelector("[data-search]");
  if (event.key === "/" && !typing && search && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    search.focus();
  }
});

// A form is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// <show-password> gives the password in it a button that shows what was typed. What is sent is hidden again first, so that no browser keeps
// it among the texts that it suggests.
customElements.define(
  "show-password",
  class extends HTMLElement {
    connectedCallback() {
      const input = this.querySelector("input");
      if (!input || this.querySelector("button")) return;
      const label = input.labels[0]?.textContent.trim() ?? "";
      const button = document.createElement("button");
      const said = document.createElement("span");
      button.type = "button";
      button.className = "second";
      button.setAttribute("aria-controls", input.id);
      said.className = "hidden";
      said.setAttribute("role", "status");
      input.spellcheck = false;
      input.autocapitalize = "none";
      const show = (shown) => {
        input.type = shown ? "text" : "password";
        button.textContent = shown ? "Hide" : "Show";
        button.setAttribute("aria-label", `${button.textContent} – ${label}`);
      };
      button.addEventListener("click", () => {
        const shown = input.type === "password";
        show(shown);
        said.textContent = shown ? "What you type can be seen" : "What you type is hidden";
      });
      input.form?.addEventListener("submit", () => show(false));
      show(false);
      this.append(button, said);
    }
  },
);

// <print-button> says how a page is printed; with script it gets a button that does it.
customElements.define(
  "print-button",
  class extends HTMLElement {
    connectedCallback() {
      if (this.querySelector("button")) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "second";
      button.textContent = "Print";
      button.addEventListener("click", () => print());
      this.append(" ", button);
    }
  },
);

// <look-again> is fetched anew every second while the page still has one; then the page is shown as it is in the end.
customElements.define(
  "look-again",
  class extends HTMLElement {
    connectedCallback() {
      this.timer = setTimeout(() => this.look(), 1000);
    }
    disconnectedCallback() {
      clearTimeout(this.timer);
    }
    async look() {
      const answer = await fetch(location.href).catch(() => null);
      if (!answer?.ok) return this.connectedCallback();
      const next = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("look-again");
      if (next) this.replaceChildren(...next.childNodes);
      if (next) return this.connectedCallback();
      location.reload();
    }
  },
);

// Notes on sessions that wait on this device for a network: numbers and notes, no names.
const WAITING_NOTES = "thrice-notes";
function waitingNotes() {
  try {
    return JSON.parse(localStorage.getItem(WAITING_NOTES) ?? "[]");
  } catch {
    return [];
  }
}

/** Puts the notes down as they are to be. Tells whether this device keeps them. */
function keepNotes(change) {
  try {
    const all = change(waitingNotes());
    if (all.length) localStorage.setItem(WAITING_NOTES, JSON.stringify(all));
    else localStorage.removeItem(WAITING_NOTES);
    return true;
  } catch {
    return false;
  }
}

const signOut = document.querySelector("form.sign-out");
if (signOut) {
  // Whoever signs out leaves nothing of theirs behind, and is asked first.
  const own = (note) => note.who === signOut.querySelector("[data-who]")?.dataset.who;
  signOut.addEventListener("submit", (event) => {
    const many = waitingNotes().filter(own).length;
    const words = many === 1 ? "1 note on a session has" : `${many} notes on sessions have`;
    if (many && !confirm(`${words} not reached Thrice yet. Signing out loses what waits on this device. Sign out all the same?`)) {
      event.preventDefault();
      event.stopPropagation();
    } else keepNotes((all) => all.filter((note) => !own(note)));
  });
  // Wherever somebody is, they read that something waits.
  if (waitingNotes().length && !document.querySelector("waiting-notes")) {
    const line = document.createElement("p");
    const link = document.createElement("a");
    line.className = "banner banner-late";
    line.setAttribute("role", "status");
    line.textContent = "Notes on sessions wait on this device. ";
    link.href = "/sessions";
    link.textContent = "Open the sessions to send them";
    line.append(link);
    document.querySelector("main").prepend(line);
  }
}
