/* A file may be dropped anywhere on the card of the goods; the field takes it, and the form is sent by hand as ever. */
(() => {
  for (const card of document.querySelectorAll("[data-drop]")) {
    const field = card.querySelector('input[type="file"]');
    const said = card.querySelector("[data-said]");
    const holdsFiles = (event) => [...event.dataTransfer.types].includes("Files");
    let over = 0; // the pointer enters each part of the card

    const mark = (on) => card.classList.toggle("dropping", on);
    card.addEventListener("dragenter", (event) => {
      if (!holdsFiles(event)) return;
      over += 1;
      mark(true);
    });
    card.addEventListener("dragleave", (event) => {
      if (!holdsFiles(event)) return;
      over -= 1;
      mark(over > 0);
    });
    card.addEventListener("drop", (event) => {
      if (!holdsFiles(event)) return;
      over = 0;
      mark(false);
      const files = event.dataTransfer.files;
      if (files.length !== 1) {
        said.textContent = card.dataset.one;
        return;
      }
      field.files = files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
      said.textContent = `${card.dataset.taken} ${files[0].name}`;
      field.focus();
    });
    // A file dropped beside the card would be opened in place of the page.
    for (const move of ["dragover", "drop"]) {
      window.addEventListener(move, (event) => {
        if (holdsFiles(event)) event.preventDefault();
      });
    }
  }
})();
