/* Command search in a dialog, on every page: by the link of the sidebar, which leads to a page without this script, and
   by Ctrl-K. Other keys click on [data-command]. Arrows move among what is found, Enter opens the first, Esc closes. */
(() => {
  const WAIT = 150; // ms after the last key

  async function part(address, body) {
    const asked = { headers: { "X-Requested-With": "fetch" }, credentials: "same-origin" };
    const answer = await fetch(address, body ? { ...asked, method: "POST", body } : asked);
    return answer.ok && !answer.redirected ? answer.text() : null;
  }

  function dialogOf(address) {
    const dialog = document.createElement("dialog");
    dialog.className = "wl command";
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    let timer;
    let last = 0;

    async function find() {
      const form = dialog.querySelector("form");
      const turn = ++last;
      const text = await part(address, new FormData(form));
      if (turn !== last || text === null) return;
      const page = new DOMParser().parseFromString(text, "text/html");
      dialog.querySelector("[data-found]").replaceWith(page.querySelector("[data-found]"));
    }
    const links = () => [...dialog.querySelectorAll("[data-found] :is(a, button)")];
    function close() {
      dialog.close();
      dialog.remove(); // at once: a field that is only hidden keeps the focus for a moment, and takes the next key
    }
    function move(step) {
      const all = [dialog.querySelector("input[name=words]"), ...links()];
      const to = all.indexOf(document.activeElement) + step;
      all[(to + all.length) % all.length].focus();
    }
    dialog.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(find, WAIT);
    });
    dialog.addEventListener("submit", async (event) => {
      if (!event.target.matches(".command-form")) return; // a command that was found: its page answers
      event.preventDefault();
      clearTimeout(timer);
      await find();
      links()[0]?.click();
    });
    dialog.addEventListener("keydown", (event) => {
      event.stopPropagation(); // the keys of the page rest meanwhile
      if (event.key === "Escape") {
        event.preventDefault(); // a search field would only be emptied
        close();
        return;
      }
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      move(step);
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) close();
    });
    return dialog;
  }

  function begin() {
    const link = document.querySelector('#nav-sidebar-apps a[href$="/check/find/"]');
    if (!link) return;
    const address = link.href;
    let dialog;

    async function open() {
      const text = await part(address);
      if (text === null) {
        location.assign(address);
        return;
      }
      if (!dialog?.isConnected) dialog = dialogOf(address);
      dialog.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
      dialog.setAttribute("aria-label", dialog.querySelector("label").textContent);
      if (!dialog.open) dialog.showModal();
      dialog.querySelector("input[name=words]").focus();
    }
    const key = document.createElement("kbd");
    key.textContent = "Ctrl K";
    key.ariaHidden = "true";
    link.append(key);
    link.dataset.command = "";
    link.setAttribute("aria-haspopup", "dialog");
    link.setAttribute("aria-keyshortcuts", "Control+K");
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open();
    });
    window.addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
        event.preventDefault();
        event.stopImmediatePropagation(); // the frame would open a search of its own
        open();
      },
      true,
    );
  }
  document.addEventListener("DOMContentLoaded", begin);
})();
