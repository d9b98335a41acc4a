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

  function follow(banner) {
    const told = banner.querySelector("[data-told]");
    const more = banner.querySelector("[data-more]");
    const show = banner.querySelector("[data-show]");
    let since = banner.dataset.since;
    let seen = `"${since}"`;
    let refused = false;

    async function ask() {
      const answer = await fetch(`${banner.dataset.news}?since=${since}`, {
        headers: { "If-None-Match": seen, "X-Requested-With": "fetch" },
        credentials: "same-origin",
        cache: "no-store",
      });
      refused = answer.status !== 304 && (!answer.ok || answer.redirected);
      if (refused || answer.status === 304) return;
      seen = answer.headers.get("ETag");
      const news = await answer.json();
      if (news.told.length === 0) {
        since = news.last; // the reader's own acts
        return;
      }
      banner.dataset.last = news.last;
      told.textContent = news.told.join(" ");
      told.hidden = show.hidden = false;
      more.hidden = !news.more;
    }

    async function refresh() {
      const answer = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
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
      since = banner.dataset.last;
      told.hidden = more.hidden = show.hidden = true;
    }

    show.addEventListener("click", refresh);
    async function turn() {
      if (!document.hidden) await ask().catch(() => {}); // the next turn asks again
      setTimeout(turn, refused ? SELDOM : EVERY);
    }
    setTimeout(turn, EVERY);
  }

  document.querySelectorAll("[data-news]").forEach(follow);
})();
