// The versions that stand beside this one, from the list that publish.py keeps; a site of one version has none.
document.addEventListener("DOMContentLoaded", async () => {
  const choice = document.getElementById("versions");
  if (!choice || location.protocol === "file:") return;
  const root = new URL(choice.dataset.root || ".", location.href);
  const answer = await fetch(new URL("../versions.json", root)).catch(() => null);
  if (!answer || !answer.ok) return;
  const versions = await answer.json();
  choice.replaceChildren(...versions.map((name) => new Option(name, name, false, name === choice.dataset.here)));
  choice.addEventListener("change", () => location.assign(new URL(`../${choice.value}/`, root)));
});
