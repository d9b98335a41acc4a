/* A session that ends while somebody types. The page asks when it ends, which does not put the end off; it warns before,
   and what is sent after it is kept in its form until its writer has logged in again, in a dialog, and is sent then. */
(() => {
  const STATE = "/admin/session/";
  const WARNED = 120; // seconds before the end
  const TRUSTED = 20_000; // ms for which an answer is believed
  const passing = new WeakSet();
  let me = "";
  let askedAt = 0;
  let timer;
  let dialog;
  let settle; // of whoever waits for a log-in

  async function ask(address = STATE, body = null) {
    const headers = { "X-Requested-With": "fetch" };
    if (body) headers["X-CSRFToken"] = body.get("csrfmiddlewaretoken");
    const method = body ? "POST" : "GET";
    const answer = await fetch(address, { method, body, headers, credentials: "same-origin", cache: "no-store" });
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    const state = isJson ? await answer.json() : {};
    if (answer.ok && isJson) take(state);
    return { ok: answer.ok && isJson, wait: answer.status === 429, state };
  }

  /* Forms bear the token of their session: after a log-in, here or in another tab, that is another. */
  function take(state) {
    askedAt = Date.now();
    if (state.user === me || !me) {
      for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = state.token;
    }
    clearTimeout(timer);
    if (state.user && state.user === me) timer = setTimeout(look, Math.max(1, state.seconds - WARNED) * 1000);
  }

  const isIn = (state) => Boolean(me) && state.user === me && !state.due;

  async function look() {
    const { ok, state } = await ask().catch(() => ({ ok: false }));
    if (!ok || !me) return;
    if (isIn(state) && state.seconds > WARNED) {
      if (dialog?.open && !settle) dialog.close(); // put off in another tab
      return;
    }
    if (isIn(state) && state.seconds > 0) {
      await warn(state);
      clearTimeout(timer);
      timer = setTimeout(look, Math.min(30, state.seconds + 1) * 1000);
    } else {
      await logIn(state);
    }
  }

  async function built() {
    if (dialog) return dialog;
    const answer = await fetch(`${STATE}dialog/`, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    dialog = document.adoptNode(page.querySelector("dialog"));
    document.body.append(dialog);
    for (const button of dialog.querySelectorAll("[data-close]")) button.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => finish(false));
    dialog.addEventListener("keydown", (event) => event.stopPropagation()); // the keys of the page rest meanwhile
    dialog.querySelector("[data-stay]").addEventListener("click", stay);
    for (const again of dialog.querySelectorAll("[data-again]")) again.addEventListener("click", async () => next((await ask()).state));
    for (const form of dialog.querySelectorAll("form")) form.addEventListener("submit", (event) => send(event, form));
    return dialog;
  }

  function finish(isLoggedIn) {
    const waiting = settle;
    settle = undefined;
    waiting?.(isLoggedIn);
  }

  function show(part) {
    for (const each of dialog.querySelectorAll("[data-part]")) each.hidden = each.dataset.part !== part;
    dialog.querySelector("#session-title")?.removeAttribute("id");
    dialog.querySelector(`[data-part=${part}] [data-title]`).id = "session-title";
    if (!dialog.open) dialog.showModal();
  }

  async function warn(state) {
    await built();
    const words = (name) => dialog.querySelector(`[data-${name}]`).textContent;
    const minutes = Math.round(state.seconds / 60);
    for (const left of dialog.querySelectorAll("[data-left]")) {
      left.textContent = minutes > 1 ? words("minutes").replace("%s", minutes) : words("minute");
    }
    dialog.querySelector("[data-idle]").hidden = state.final;
    dialog.querySelector("[data-final]").hidden = !state.final;
    dialog.querySelector("[data-stay]").hidden = state.final;
    const wasOpen = dialog.open;
    show("warning");
    if (!wasOpen) dialog.querySelector(state.final ? "[data-part=warning] [data-close]" : "[data-stay]").focus();
  }

  async function stay() {
    const { state } = await ask(); // with the token of now
    const body = new FormData();
    body.set("csrfmiddlewaretoken", state.token);
    const put = isIn(state) ? await ask(`${STATE}stay/`, body) : { state };
    if (isIn(put.state)) dialog.close();
    else await logIn(put.state);
  }

  /* Opens the log-in, and says whether its person is in, once it is closed. */
  async function logIn(state) {
    await built();
    for (const name of dialog.querySelectorAll("[name=username]")) name.value = me;
    tell([]);
    next(state);
    return new Promise((resolve) => {
      finish(false);
      settle = resolve;
    });
  }

  function tell(errors) {
    const place = dialog.querySelector("[data-errors]");
    place.hidden = errors.length === 0;
    place.textContent = errors.join(" ");
  }

  /* Shows the step of the log-in that is due, or ends it. */
  function next(state) {
    if (isIn(state)) {
      finish(true);
      dialog.close();
      return;
    }
    const step = state.user === me && state.due ? state.due : "password";
    show("entry");
    for (const each of dialog.querySelectorAll("[data-step]")) each.hidden = each.dataset.step !== step;
    dialog.querySelector("[data-page]").href = state.page || STATE;
    dialog.querySelector(`[data-step=${step}] :is([type=password], [name=code], a)`).focus();
  }

  async function send(event, form) {
    event.preventDefault();
    event.stopPropagation();
    tell([]);
    const now = await ask();
    const body = new FormData(form);
    body.set("csrfmiddlewaretoken", now.state.token);
    const { ok, wait, state } = await ask(form.action, body);
    for (const field of form.querySelectorAll("[type=password], [name=code]")) field.value = "";
    if (ok) next(state);
    else tell(wait ? [dialog.querySelector("[data-wait]").textContent] : (state.errors ?? []));
  }

  async function onSubmit(event) {
    const form = event.target;
    if (!me || form.method !== "post" || dialog?.contains(form) || passing.delete(form)) return;
    if (Date.now() - askedAt < TRUSTED) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const submitter = event.submitter;
    let isLoggedIn = true; // where nothing answers, the browser says so itself
    try {
      const { ok, state } = await ask();
      isLoggedIn = !ok || isIn(state) || (await logIn(state));
    } catch {
      askedAt = 0;
    }
    if (!isLoggedIn) {
      submitter?.focus();
      return;
    }
    passing.add(form);
    form.requestSubmit(submitter);
  }

  async function begin() {
    const { ok, state } = await ask().catch(() => ({ ok: false }));
    if (!ok || !state.user || state.due) return;
    me = state.user;
    take(state);
  }

  window.addEventListener("submit", onSubmit, true);
  document.addEventListener("visibilitychange", () => {
    if (me && !document.hidden && Date.now() - askedAt > TRUSTED) look();
  });
  begin();
})();
