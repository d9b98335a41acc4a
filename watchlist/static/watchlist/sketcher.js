/* Draws a structure into a field of a form, as SMILES; the server reads and standardises it anew.

   The library is fetched when a pad is first seen: it is large, and blank where it starts in a hidden place. Loading a
   structure makes the editor tell of a change, so nothing is written back before a pointer or a key was used on it. The
   editor tells of a change with the next frame, so a form that is sent asks the pad itself. */
const library = () => import("./vendor/openchemlib/openchemlib.js");

function fieldOf(sketch) {
  const scope = sketch.closest("form") ?? document;
  return scope.querySelector(`[name="${sketch.dataset.sketcher}"]`);
}

/* What the field stands for: the structure that an answer read from it, else the text of the field itself. */
function standing(sketch, field) {
  const read = document.querySelector(`[data-structure-of="${sketch.dataset.sketcher}"]`);
  return (read && read.dataset.written === field.value ? read.dataset.smiles : field.value).trim();
}

function parsed(Molecule, text) {
  try {
    return text ? Molecule.fromSmiles(text) : new Molecule(0, 0);
  } catch {
    return null;
  }
}

/* The tools are pictures on one canvas: the name of the one under the pointer is written beside it. */
function nameTools(sketch, pad) {
  const COLUMNS = 2;
  const names = [...sketch.querySelectorAll("[data-tools] li")].map((each) => each.textContent);
  const place = sketch.querySelector("[data-tool]");
  const bar = pad.querySelector("[data-openchemlib-canvas-editor]")?.shadowRoot?.querySelector("canvas");
  if (!bar || !place) return;
  const rows = names.length / COLUMNS;
  const tell = (event) => {
    const column = Math.floor((event.offsetX / bar.clientWidth) * COLUMNS);
    const row = Math.floor((event.offsetY / bar.clientHeight) * rows);
    const name = column < COLUMNS && row < rows ? names[column * rows + row] : undefined;
    if (name && place.textContent !== name) place.textContent = bar.title = name;
  };
  bar.addEventListener("pointermove", tell);
  bar.addEventListener("pointerdown", tell);
}

async function begin(sketch, field) {
  const { CanvasEditor, Molecule } = await library();
  const pad = sketch.querySelector("[data-pad]");
  const editor = new CanvasEditor(pad);
  nameTools(sketch, pad);
  const unread = sketch.querySelector("[data-unread]");
  let touched = false;
  let drawn = null; // the text that stands on the pad
  let shownFor = null; // what the field held then
  let written = null; // the text that the pad wrote into the field
  let settled = ""; // what stands on the pad, as the pad itself writes it

  const onPad = () => {
    const molecule = editor.getMolecule();
    return molecule.getAllAtoms() ? molecule.toIsomericSmiles() : "";
  };
  const follow = () => {
    const text = standing(sketch, field);
    if (!sketch.open || field.value === written || text === drawn) return;
    const molecule = parsed(Molecule, text);
    if (!molecule && field.value === shownFor) return; // an answer that tells of no structure: the drawing stands
    touched = false;
    drawn = text;
    shownFor = field.value;
    editor.setMolecule(molecule ?? new Molecule(0, 0));
    settled = onPad();
    unread.hidden = molecule !== null;
  };
  const write = () => {
    const text = onPad();
    if (!touched || text === settled) return;
    settled = text;
    unread.hidden = true;
    if (text === field.value) return;
    field.value = written = drawn = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  for (const deed of ["pointerdown", "keydown"]) {
    pad.addEventListener(deed, () => { touched = true; }, true);
  }
  editor.setOnChangeListener((event) => {
    if (event.type === "molecule") write();
  });
  field.form?.addEventListener("submit", write, true);
  sketch.addEventListener("toggle", follow);
  // A page that answers as one types tells of the structure with its answer; any other, when the field is left.
  if (!field.form?.hasAttribute("hx-post")) field.addEventListener("change", follow);
  document.addEventListener("htmx:afterSettle", follow);
  follow();
  sketch.dataset.ready = "";
}

function prepare(sketch) {
  const field = fieldOf(sketch);
  if (!field || sketch.dataset.prepared !== undefined) return;
  sketch.dataset.prepared = "";
  sketch.hidden = false;
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    seen.disconnect();
    begin(sketch, field);
  });
  seen.observe(sketch.querySelector("[data-pad]"));
}

const prepareAll = () => document.querySelectorAll("[data-sketcher]").forEach(prepare);
prepareAll();
document.addEventListener("htmx:load", prepareAll);
