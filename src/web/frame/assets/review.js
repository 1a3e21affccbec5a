// The keys of a review. Single letters and digits count only while the keyboard is inside the form and not in a field that is written
// in, so that nobody who dictates or writes sets anything off by accident (WCAG 2.1.4). Without script the form is the same.
"use strict";

customElements.define("review-form", class extends HTMLElement {
  connectedCallback() {
    this.blocks = [...this.querySelectorAll("[data-block]")];
    for (const hint of this.querySelectorAll(".keys-only")) hint.hidden = false;
    this.addEventListener("keydown", (event) => this.pressed(event));
    if (!location.hash && !document.querySelector("[data-focus]")) this.blocks[0]?.focus();
  }

  pressed(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      const save = this.querySelector("[data-save]");
      save.form.requestSubmit(save);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const writing = event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
    if (event.key === "Escape" && writing) this.block(event.target).focus();
    if (!writing && this.act(event.key, this.block(event.target))) event.preventDefault();
  }

  /** Does what a key stands for; tells whether it stands for anything. */
  act(key, block) {
    if (/^[1-6]$/.test(key)) return this.choose(block, Number(key));
    if (key === "j" || key === "k") return this.move(block, key === "j" ? 1 : -1);
    if (key === "n") return this.write(block, "[name$=-note]");
    if (key === "m") return this.write(block, "[name$=-actual]");
    if (key === "d") return this.enter(this.blocks.at(-1));
    if (key === "?") return this.list();
    return false;
  }

  /** The part of the form that something stands in: before all of them it is the first. */
  block(inside) {
    const own = inside.closest("[data-block]");
    if (own) return own;
    const behind = this.blocks.filter((b) => b.compareDocumentPosition(inside) & Node.DOCUMENT_POSITION_FOLLOWING);
    return behind.at(-1) ?? this.blocks[0];
  }

  choose(block, number) {
    const choice = [...block.querySelectorAll("input[type=radio]")].filter((radio) => radio.value)[number - 1];
    if (!choice) return false;
    choice.checked = true;
    for (const kind of ["input", "change"]) choice.dispatchEvent(new Event(kind, { bubbles: true }));
    return true;
  }

  move(block, by) {
    const at = this.blocks.indexOf(block) + by;
    return this.enter(this.blocks[Math.max(0, Math.min(at, this.blocks.length - 1))]);
  }

  enter(block) {
    block.focus();
    block.scrollIntoView({ block: "nearest" });
    return true;
  }

  write(block, field) {
    const found = block.querySelector(field);
    found?.focus();
    return Boolean(found);
  }

  list() {
    const keys = this.querySelector("details.keys");
    keys.open = !keys.open;
    if (keys.open) keys.scrollIntoView({ block: "nearest" });
    return true;
  }
});
