// Niceties only: every page works without this file.

// Fold away a follow-up question that does not apply. data-when: "question:value,value;" per condition.
function applies(part) {
  return part.dataset.when.split(";").filter(Boolean).every((condition) => {
    const [name, values] = condition.split(":");
    const asked = [...part.closest("form").querySelectorAll(`[name="${name}"]`)];
    return !asked.length || asked.some((input) => input.checked && values.split(",").includes(input.value));
  });
}

for (const part of document.querySelectorAll("[data-when]")) {
  const fold = () => { part.hidden = !applies(part); };
  part.closest("form").addEventListener("change", fold);
  // A page that the browser brings back has its choices restored after this script ran.
  window.addEventListener("pageshow", fold);
  fold();
}

// An answer that stands alone ("Niets") and the other answers exclude each other; before the folding looks.
document.addEventListener("change", ({ target }) => {
  if (target.type !== "checkbox" || !target.checked) return;
  for (const other of target.form.querySelectorAll(`[name="${target.name}"]`)) {
    if (other !== target && ("alone" in target.dataset || "alone" in other.dataset)) other.checked = false;
  }
}, true);

// Copy a link or a text, and say so.
function copyable(button) {
  if (!navigator.clipboard) return;
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  button.after(said);
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    await navigator.clipboard.writeText(field.value);
    said.textContent = button.dataset.done;
  });
}
document.querySelectorAll("[data-copy]").forEach(copyable);

// Other weights on the advice page: the answer follows at once.
const FOLLOW = ["oordeel", "zeker", "past", "af"];
for (const form of document.querySelectorAll("[data-try]")) {
  let asked = 0;
  form.addEventListener("change", async () => {
    const turn = ++asked;
    const address = `${form.action.split("#")[0]}?${new URLSearchParams(new FormData(form))}`;
    const answer = await fetch(address).then((response) => response.text()).catch(() => null);
    if (answer === null || turn !== asked) return;
    const page = new DOMParser().parseFromString(answer, "text/html");
    for (const id of FOLLOW) {
      const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
      if (!old || !fresh) continue;
      old.replaceWith(fresh);
      fresh.querySelectorAll("[data-copy]").forEach(copyable);
    }
    history.replaceState(null, "", address);
  });
}

// While a report is being made (202): ask until it is there, then show it.
if (document.querySelector("[data-wait]")) {
  setInterval(async () => {
    const answer = await fetch(location.href, { method: "HEAD" }).catch(() => null);
    if (answer && answer.status !== 202) location.reload();
  }, 2000);
}

// The error summary takes the focus, also where the browser does not honour autofocus.
document.getElementById("fout-kop")?.focus();
