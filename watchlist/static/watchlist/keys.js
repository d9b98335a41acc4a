// The keys of every page: off in fields, and where the reader turned single keys off (WCAG 2.1.4).
// A key clicks what carries data-key; the rest moves a row, opens the sheet, or goes somewhere. Lines are turned over
// without a load of the page: the next one is fetched ahead, and swapped for what stands in #main.
"use strict";

(() => {
  const OFF = "wl-keys-off";
  const SHEET = "/admin/lines/keys/";
  const PLACES = { d: "/admin/", r: "/admin/watchlist/screening/", c: "/admin/cases/", s: "/admin/watchlist/substance/" };
  const FRESH = 30000; // ms for which a line fetched ahead is shown: others judge meanwhile
  let ahead = null;
  let after = ""; // "g" where the last key was g
  let region = null;
  let leaving = false; // for the next line: what settles of this one moves no focus
  let own = ""; // the nonce of this page

  const all = (wanted, within = document) => [...within.querySelectorAll(wanted)];
  const seen = (element) => element && element.checkVisibility({ visibilityProperty: true });
  const first = (wanted) => all(wanted).find(seen);

  function announce(text) {
    region.textContent = "";
    setTimeout(() => { region.textContent = text; }, 50);
  }

  // A sheet inside an answer bears the nonce of that answer's policy: what is brought into this page is held to this
  // page's own, and bears that instead.
  function ours(text, policy) {
    const theirs = /'nonce-([\w-]+)'/.exec(policy || "");
    own = own || document.querySelector("style[nonce]")?.nonce || "";
    return theirs && own ? text.replaceAll(`nonce="${theirs[1]}"`, `nonce="${own}"`) : text;
  }

  // Lines, one after the other

  async function fetched(href) {
    const answer = await fetch(href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const text = ours(await answer.text(), answer.headers.get("Content-Security-Policy"));
    return { href, text, at: Date.now() };
  }

  function fetchAhead() {
    const next = first("a[data-ahead]");
    if (!next || (ahead && ahead.href === next.href)) return;
    fetched(next.href).then((page) => { ahead = page; }, () => { ahead = null; });
  }

  async function turn(link) {
    const { href } = link;
    link.setAttribute("aria-busy", "true");
    try {
      const held = ahead && ahead.href === href && Date.now() - ahead.at < FRESH;
      const page = held ? ahead : await fetched(href);
      ahead = null;
      history.replaceState({ line: true }, "");
      history.pushState({ line: true }, "", href);
      show(page.text);
    } catch {
      location.assign(href); // the server says what is wrong
    }
  }

  function show(text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const main = document.getElementById("main");
    const fresh = page.getElementById("main");
    if (!fresh) return location.reload();
    document.title = page.title;
    main.replaceWith(document.adoptNode(fresh));
    htmx.process(fresh);
    settled(fresh);
    scrollTo(0, 0);
    const heading = fresh.querySelector("#read-as");
    if (heading) heading.focus({ preventScroll: true });
  }

  function settled(within) {
    const said = within.matches("[data-said]") ? within : within.querySelector("[data-said]");
    if (said) announce(said.dataset.said);
    setTimeout(fetchAhead, 300);
  }

  // Rows of a table

  const rows = () => all("[data-row]");

  function inHand() {
    return document.querySelector("[data-row].cur");
  }

  function mark(row) {
    const before = inHand();
    if (before) before.classList.remove("cur");
    row.classList.add("cur");
    const link = row.querySelector("[data-open]");
    const name = document.querySelector("[data-line-in-hand]");
    if (name && link && link.dataset.title) name.textContent = link.dataset.title;
    return link;
  }

  function take(row) {
    const link = mark(row);
    row.scrollIntoView({ block: "nearest" });
    if (link) link.focus({ preventScroll: true });
  }

  function step(by) {
    const every = rows();
    if (!every.length) return false;
    const at = every.indexOf(inHand());
    take(every[Math.min(Math.max(at + by, 0), every.length - 1)]);
    return true;
  }

  // One line is chosen, with those equal to it: these are marked, wherever they stand.
  function markEqual() {
    const chosen = rows().find((row) => row.querySelector("input[type=radio]:checked"));
    for (const row of rows()) row.classList.toggle("equal", Boolean(chosen) && row.dataset.likeness === chosen.dataset.likeness);
  }

  function select() {
    const box = inHand() && inHand().querySelector("input:is([type=checkbox], [type=radio])");
    if (!box) return false;
    box.checked = !box.checked;
    markEqual();
    countChosen();
    return true;
  }

  const cases = () => all("[data-row] input[type=checkbox]");

  function chooseAll() {
    const every = cases();
    const chosen = every.some((box) => !box.checked);
    for (const box of every) box.checked = chosen;
    countChosen();
  }

  function countChosen() {
    const place = document.querySelector("[data-chosen]");
    if (place) place.textContent = `${place.dataset.chosen} ${cases().filter((box) => box.checked).length}`;
  }

  // Findings of a line

  function finding(by) {
    const every = all("[data-finding]");
    const at = every.findIndex((one) => one.getAttribute("aria-current") === "true");
    const next = every[at + by];
    const link = next && next.querySelector("a.pick");
    if (link) link.click();
    return Boolean(link);
  }

  // The sheet

  async function sheet() {
    const dialog = document.createElement("dialog");
    dialog.className = "wl keys-sheet";
    dialog.setAttribute("aria-labelledby", "keys-h");
    const answer = await fetch(SHEET, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    if (!answer.ok) return location.assign(SHEET);
    dialog.innerHTML = await answer.text();
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    toggles(dialog);
    dialog.showModal();
  }

  function toggles(within) {
    for (const box of all("[data-keys-off]", within)) {
      box.checked = localStorage.getItem(OFF) === "1";
      box.addEventListener("change", () => localStorage.setItem(OFF, box.checked ? "1" : "0"));
    }
  }

  // The page as a whole

  const COPIED = 2000; // ms for which a button says so

  async function copyText(button) {
    const source = document.getElementById(button.dataset.copyText);
    try {
      await navigator.clipboard.writeText(source.value);
      announce(button.dataset.copied);
    } catch {
      source.select(); // no clipboard without TLS, or without leave: it is selected, to be copied by hand
      announce(button.dataset.notCopied);
    }
  }

  async function copy(link) {
    const address = new URL(link.href);
    const inHandNow = document.querySelector("[data-finding][aria-current]");
    if (inHandNow) address.searchParams.set("finding", inHandNow.dataset.finding);
    try {
      await navigator.clipboard.writeText(address.href);
    } catch {
      history.replaceState(history.state, "", address.href); // no clipboard without TLS, or without leave
      return announce(link.dataset.notCopied);
    }
    announce(link.dataset.announce);
    const said = link.querySelector(".said");
    const before = said.dataset.before ??= said.textContent;
    said.textContent = link.dataset.copied;
    setTimeout(() => { said.textContent = before; }, COPIED);
  }

  // Keys

  const TYPED = "textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=submit], [type=button])";

  const MOVES = {
    j: () => step(1),
    k: () => step(-1),
    x: select,
    e: () => { const place = document.getElementById("evidence"); if (place) { place.scrollIntoView(); place.focus({ preventScroll: true }); } },
    ArrowDown: () => finding(1),
    ArrowUp: () => finding(-1),
    "/": () => { const field = first("[data-filter]"); if (field) field.focus(); return Boolean(field); },
    "?": sheet,
    t: () => { const link = document.querySelector("[data-command]"); if (link) link.click(); return Boolean(link); }, // in a menu that may be folded
  };

  function press(key) {
    const target = first(`#main [data-key="${CSS.escape(key)}"]`);
    if (!target) return false;
    if (target.matches("summary")) for (const other of all("details.dismiss[open]")) if (other !== target.parentElement) other.open = false;
    if (target.matches("select")) target.focus();
    else target.click();
    const field = target.matches("summary") && target.parentElement.querySelector("input[type=radio]");
    if (field) field.focus(); // at once: the digit of a reason may be on its way
    if (target.matches("[type=radio]")) (target.form.querySelector("textarea[required]") || target).focus(); // why, then what shows it
    return true;
  }

  function escape(event) {
    const opened = event.target.closest("details[open]");
    if (!opened || !opened.closest(".jbar")) return;
    opened.open = false;
    opened.querySelector("summary").focus();
  }

  function send(event) {
    const { form } = event.target;
    const button = form && all("button:not([type=button]), input[type=submit]", form).at(-1);
    if (!button) return;
    event.preventDefault();
    form.requestSubmit(button);
  }

  function close(button) {
    const opened = button.closest("details");
    opened.open = false;
    opened.querySelector("summary").focus();
  }

  function pressed(event) {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") return escape(event);
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea, .together select")) return send(event);
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.matches(TYPED) || localStorage.getItem(OFF) === "1") return;
    if (event.key.startsWith("Arrow") && event.target.matches("input, summary")) return;
    const place = after === "g" ? PLACES[event.key] : undefined;
    after = event.key === "g" ? "g" : "";
    if (place) location.assign(place);
    else if (!press(event.key) && !(MOVES[event.key] && MOVES[event.key]() !== false)) return;
    event.preventDefault();
  }

  function clicked(event) {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const line = event.target.closest("a[data-swap]");
    const keys = event.target.closest("a[data-keys]");
    const link = event.target.closest("a[data-copy]");
    const cancel = event.target.closest("[data-cancel]");
    if (event.target.closest("[data-print]")) print();
    if (event.target.closest("[data-choose-all]")) chooseAll();
    if (cancel) close(cancel);
    const button = event.target.closest("[data-copy-text]");
    if (button) copyText(button);
    if (!line && !keys && !link) return;
    event.preventDefault();
    if (line) turn(line);
    else if (link) copy(link);
    else sheet();
  }

  // Before htmx begins: what it would write into the page, or compile, the policy of the pages refuses.
  htmx.config.includeIndicatorStyles = false;
  htmx.config.allowEval = false;
  document.addEventListener("DOMContentLoaded", () => {
    region = document.createElement("div");
    region.className = "wl-said";
    region.setAttribute("role", "status");
    document.body.append(region);
    htmx.config.historyCacheSize = 0; // nothing of a page is left in the browser's store
    htmx.config.refreshOnHistoryMiss = true;
    toggles(document);
    for (const button of all("[data-choose-all]")) button.hidden = false; // it needs a script
    setTimeout(fetchAhead, 300);
  });
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", clicked);
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (row && row !== inHand()) mark(row);
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-row] input[type=radio]")) markEqual();
    if (event.target.matches("[data-row] input[type=checkbox]")) countChosen();
  });
  // What somebody judged first, and what is refused, is told in its place.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, serverResponse } = event.detail;
    event.detail.serverResponse = ours(serverResponse, xhr.getResponseHeader("Content-Security-Policy"));
    if ([409, 422].includes(event.detail.xhr.status)) { event.detail.shouldSwap = true; event.detail.isError = false; }
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.id !== "findings") return;
    ahead = null;
    const go = document.querySelector("#bar [data-go]");
    if (leaving) return;
    if (go) { // the line is judged: the next open one comes up, once for all parts that settle
      leaving = true;
      turn(go).finally(() => { leaving = false; });
      return;
    }
    const findings = document.getElementById("findings");
    settled(findings);
    const inHandNow = findings.querySelector("[aria-current]");
    if (inHandNow) inHandNow.querySelector(".jf-row").scrollIntoView({ block: "nearest" });
    const bar = document.getElementById("bar-of");
    if (bar && (!document.activeElement || document.activeElement === document.body)) bar.focus({ preventScroll: true });
  });
  addEventListener("popstate", (event) => { if (event.state && event.state.line) location.reload(); });
})();
