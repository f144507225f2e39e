// Niceties only: every page works without this file.

function made(name, attributes, text = "") {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
}

// Fold away a follow-up question that does not apply. data-when: "question:value,value;" per condition.
function applies(part) {
  return part.dataset.when.split(";").filter(Boolean).every((condition) => {
    const [name, values] = condition.split(":");
    const asked = [...part.closest("form").querySelectorAll(`[name="${name}"]`)];
    return !asked.length || asked.some((input) => input.checked && values.split(",").includes(input.value));
  });
}

for (const part of document.querySelectorAll("[data-when]")) {
  // One with a fault stays in view: the list of faults leads to it.
  const fold = () => { part.hidden = !applies(part) && !part.classList.contains("vraag--fout"); };
  part.closest("form").addEventListener("change", fold);
  // A page brought back by the browser has its choices restored after this script.
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

// How many times “moet” is chosen: the line above the wishes follows.
for (const line of document.querySelectorAll("[data-musts]")) {
  const count = () => {
    const musts = line.closest("form").querySelectorAll('[value="must"]:checked').length;
    const said = (musts > line.dataset.most ? line.dataset.over : line.dataset.musts).replace("%n", musts);
    if (line.textContent !== said) line.textContent = said;
    line.classList.toggle("moet--over", musts > line.dataset.most);
  };
  line.closest("form").addEventListener("change", count);
  window.addEventListener("pageshow", count);
}

// The chooser of a municipality (the combobox of ARIA 1.2). Names are fetched once, at first use; typing goes nowhere.
const SUGGESTED = 7;
const folded = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "")
  .replace(/\bst\b\.?/g, "sint").replace(/\baan den?\b|\ba\W{0,2}d\b/g, "aand").replace(/^gemeente /, "")
  .replace(/[^\p{L}\p{N}]/gu, "");

// How many letters of the beginning of a name are wrong, missing, too many or swapped.
function mistakes(typed, name) {
  let [before, row] = [[], Array.from({ length: name.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= typed.length; i++) {
    const next = [i];
    for (let j = 1; j <= name.length; j++) {
      next[j] = Math.min(row[j - 1] + (typed[i - 1] !== name[j - 1]), row[j] + 1, next[j - 1] + 1);
      if (i > 1 && j > 1 && typed[i - 1] === name[j - 2] && typed[i - 2] === name[j - 1]) {
        next[j] = Math.min(next[j], before[j - 2] + 1);
      }
    }
    [before, row] = [row, next];
  }
  return Math.min(...row);
}

// The names that begin like the text, else hold it, else are spelled nearly so.
function suggest(text, places) {
  const typed = folded(text);
  const best = (distance, most) => places.map((place) => [distance(place), place])
    .filter(([far]) => far <= most).sort(([one], [other]) => one - other).slice(0, SUGGESTED)
    .map(([, place]) => place.name);
  const plain = best(({ bare, whole }) =>
    bare === typed ? 0 : whole.startsWith(typed) ? 1 : bare.includes(typed) ? 2 : 9, 2);
  if (plain.length) return plain;
  const most = Math.min(2, Math.floor(typed.length / 4));
  return best(({ bare }) => mistakes(typed, bare.slice(0, typed.length + 2)), most);
}

for (const input of document.querySelectorAll("[data-places]")) {
  const list = made("ul", { id: `${input.id}-keuzes`, class: "voorstellen", role: "listbox", "aria-label": input.dataset.list });
  const said = made("p", { class: "voor-lezer", role: "status" });
  const set = (key, value) => input.setAttribute(key, value);
  let [places, at] = [null, -1];

  const go = (to) => {
    list.children[at]?.setAttribute("aria-selected", false);
    at = to;
    list.children[at]?.setAttribute("aria-selected", true);
    list.children[at]?.scrollIntoView({ block: "nearest" });
    set("aria-activedescendant", list.children[at]?.id ?? "");
  };
  const show = (open) => {
    list.hidden = !open;
    set("aria-expanded", open);
    go(-1);
  };
  const look = () => {
    const asked = places && input.value.trim().length > 1;
    const found = asked ? suggest(input.value, places) : [];
    list.replaceChildren(...found.map((name, number) =>
      made("li", { id: `${list.id}-${number}`, role: "option", "aria-selected": false }, name)));
    show(found.length > 0);
    list.scrollIntoView({ block: "nearest" });
    const { one, many, none } = input.dataset;
    said.textContent = asked ? [none, one][found.length] ?? many.replace("%n", found.length) : "";
  };
  const choose = (option) => {
    input.value = option.textContent;
    said.textContent = "";
    show(false);
  };

  set("role", "combobox");
  set("aria-autocomplete", "list");
  set("aria-controls", list.id);
  show(false);
  input.after(list, said);
  input.addEventListener("focus", async () => {
    const names = await fetch(input.dataset.places).then((answer) => answer.json()).catch(() => null);
    if (!names) return;
    places = names.map((name) => ({ name, whole: folded(name), bare: folded(name.split(" (")[0]) }));
    input.removeAttribute("list");
    if (input.matches(":focus") && input.value !== input.defaultValue) look();
  }, { once: true });
  input.addEventListener("input", look);
  input.addEventListener("blur", () => show(false));
  input.addEventListener("keydown", (event) => {
    const stops = list.children.length + 1; // the field is one too
    if (/^Arrow(Down|Up)$/.test(event.key) && stops > 1) {
      if (list.hidden) show(true);
      go((at + 1 + (event.key === "ArrowDown" ? 1 : stops - 1)) % stops - 1);
    } else if (event.key === "Enter" && at >= 0) choose(list.children[at]);
    else if (event.key === "Escape" && !list.hidden) show(false);
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => { if (target !== list) choose(target); });
}

// Copy a link or a text, and say so.
function copyable(button) {
  if (!navigator.clipboard) return;
  const said = made("p", { role: "status" });
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
const FOLLOW = ["veranderd", "oordeel", "zeker", "past", "misschien", "af"];
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

// While a report is made, or waits for its turn: ask again after so many seconds, until the answer is another one.
// The next question waits for the last answer, so that a slow site is not asked more and more.
const seconds = document.querySelector("[data-wait]")?.dataset.wait;
const askAgain = async () => {
  const answer = await fetch(location.href, { method: "HEAD" }).catch(() => null);
  if (answer && answer.headers.get("Retry-After") !== seconds) location.reload();
  else setTimeout(askAgain, seconds * 1000);
};
if (seconds) setTimeout(askAgain, seconds * 1000);

// The error summary takes the focus, also where autofocus is not honoured.
document.getElementById("fout-kop")?.focus();
