/* While one types in a form: Ctrl and Enter send it, as its first button does, and a button may take it back. */
(() => {
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
    if (!field.form || !field.matches("textarea, select, input")) return;
    const submit = [...field.form.elements].find((each) => each.matches("button:not([type=button]), [type=submit]"));
    if (!submit || submit.disabled) return;
    event.preventDefault();
    field.form.requestSubmit(submit);
  });
  document.addEventListener("click", (event) => {
    const cancel = event.target.closest?.("[data-cancel]");
    if (!cancel) return;
    cancel.form?.reset();
    const opened = cancel.closest("details[open]");
    if (!opened) return;
    opened.open = false;
    opened.querySelector("summary").focus();
  });
})();
