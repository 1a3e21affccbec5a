// A school of one's own, served by tests/all/browser.rs: its address, its clock, its mail.

const control = process.env.CONTROL;
if (!control) throw new Error("Run by `make test`: tests/all/browser.rs serves the pages that these scripts look at.");

async function ask(path, method, body) {
  const answer = await fetch(control + path, { method, body });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.text();
}

/** A new school, on Wednesday 18 November 2026 at 09:00; a "bare" one is before its first start. */
export async function newWorld(kind = "") {
  const { n, url } = JSON.parse(await ask("/worlds", "POST", kind));
  return {
    url,
    /** Moves the clock: "2026-11-27T09:00:00". */
    clock: (at) => ask(`/worlds/${n}/clock`, "POST", at),
    /** What no page can bring about. */
    sql: (sql) => ask(`/worlds/${n}/sql`, "POST", sql),
    /** The path of a one-time link by which the SENCO chooses a password. */
    passwordLink: async () => `/password/${await ask(`/worlds/${n}/password`, "POST")}`,
    /** The path of the link that a first start prints. */
    firstLink: async () => `/set-up/first/${await ask(`/worlds/${n}/first`, "POST")}`,
    /** What an authenticator app with this secret shows now; without one, those of the cast. */
    code: (secret = "") => ask(`/worlds/${n}/code`, "POST", secret),
    /** The cookies with which somebody of the cast is signed in. */
    session: (who) => ask(`/worlds/${n}/session`, "POST", who),
    /** Every row of the database as text. */
    rows: () => ask(`/worlds/${n}/rows`, "GET"),
    /** Lets the worker do its turn; all messages so far. */
    mail: async () => JSON.parse(await ask(`/worlds/${n}/mail`, "POST")),
    /** The path of the newest link of a meeting, or of a survey ("s"), that was sent to this address. */
    async link(to, kind = "i") {
      const raw = (await this.mail()).filter((m) => m.to === to).at(-1)?.raw ?? "";
      const text = raw.replaceAll("=\r\n", "").replaceAll("=3D", "=");
      const path = text.match(new RegExp(`https://meet\\.example\\.org(/${kind}/[\\w-]+)`))?.[1];
      if (!path) throw new Error(`no link was sent to ${to}:\n${raw}`);
      return path;
    },
    /** The code to read with in the newest message to this address. */
    async readingCode(to) {
      const raw = (await this.mail()).filter((m) => m.to === to).at(-1)?.raw ?? "";
      const code = raw.match(/Your code is (\d{6})/)?.[1];
      if (!code) throw new Error(`no code was sent to ${to}:\n${raw}`);
      return code;
    },
  };
}
