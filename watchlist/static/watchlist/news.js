/* What others do with a case while its page is open: asked every few seconds while it is seen, told in a banner, and
   shown on request in the places of the page that changed. A place in which somebody is writing stays as it is. */
(() => {
  const EVERY = 4_000; // ms
  const SELDOM = 60_000; // while nobody is logged in here

  const isWritten = (field) =>
    field.type === "checkbox" || field.type === "radio"
      ? field.checked !== field.defaultChecked
      : field.tagName === "SELECT"
        ? [...field.options].some((option) => option.selected !== option.defaultSelected)
        : field.type === "file"
          ? field.files.length > 0
          : field.type !== "hidden" && field.value !== field.defaultValue;
  const isBusy = (place) =>
    place.contains(document.activeElement) || [...place.querySelectorAll("input, textarea, select")].some(isWritten);

  /* The banner is looked for at each turn: lines are turned over without a load of the page. */
  async function ask(banner) {
    const since = banner.dataset.since;
    const answer = await fetch(`${banner.dataset.news}?since=${since}`, {
      headers: { "If-None-Match": banner.dataset.seen ?? `"${since}"`, "X-Requested-With": "fetch" },
      credentials: "same-origin",
      cache: "no-store",
    });
    if (answer.status === 304) return EVERY;
    if (!answer.ok || answer.redirected) return SELDOM;
    banner.dataset.seen = answer.headers.get("ETag");
    const news = await answer.json();
    if (news.told.length === 0) {
      banner.dataset.since = news.last; // the reader's own acts
      return EVERY;
    }
    banner.dataset.last = news.last;
    const told = banner.querySelector("[data-told]");
    told.textContent = news.told.join(" ");
    told.hidden = banner.querySelector("[data-show]").hidden = false;
    banner.querySelector("[data-more]").hidden = !news.more;
    return EVERY;
  }

  async function refresh(banner) {
    const answer = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
    // A sheet inside an answer bears the nonce of that answer: none of the places needs one.
    const text = (await answer.text()).replace(/<style[\s\S]*?<\/style>/g, "");
    const page = new DOMParser().parseFromString(text, "text/html");
    const places = [...document.querySelectorAll("[data-fresh]")];
    if (!answer.ok || answer.redirected || places.length === 0) {
      location.reload();
      return;
    }
    for (const place of places) {
      const fresh = page.querySelector(`[data-fresh="${place.dataset.fresh}"]`);
      if (!fresh || isBusy(place)) continue;
      const put = document.adoptNode(fresh);
      place.replaceWith(put);
      window.htmx?.process(put);
    }
    banner.dataset.since = banner.dataset.last;
    for (const part of banner.querySelectorAll("[data-told], [data-more], [data-show]")) part.hidden = true;
  }

  document.addEventListener("click", (event) => {
    const show = event.target.closest?.("[data-show]");
    if (show) refresh(show.closest("[data-news]"));
  });
  async function turn() {
    const banner = document.querySelector("[data-news]");
    const wait = banner && !document.hidden ? await ask(banner).catch(() => EVERY) : EVERY; // the next turn asks again
    setTimeout(turn, wait);
  }
  setTimeout(turn, EVERY);
})();
