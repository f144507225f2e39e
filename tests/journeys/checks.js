// What goes wrong on the page that is open, as a person would notice: each check gives sentences, none when all is well.
(() => {
  const seen = (element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  const words = (element) => (element.innerText || element.value || element.id || element.tagName).trim().slice(0, 60);

  // Only for a screen reader: clipped away.
  const unseen = () => new Set([...document.querySelectorAll("body *")].filter((element) => {
    const { position, clipPath } = getComputedStyle(element);
    return position === "absolute" && clipPath !== "none";
  }).flatMap((element) => [element, ...element.querySelectorAll("*")]));

  // Each line of text with its box; of its height only the middle, where the letters are.
  function lines() {
    const apart = unseen(), found = [], range = document.createRange();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const holder = node.parentElement;
      if (!node.data.trim() || apart.has(holder) || !seen(holder) || holder.closest("option, .nl-skip-link")) continue;
      range.selectNodeContents(node);
      for (const { left, right, top, bottom, width, height } of range.getClientRects()) {
        if (width < 2) continue;
        const spare = height * 0.25;
        found.push({ node, holder, left, right, top: top + spare, bottom: bottom - spare });
      }
    }
    return found;
  }

  function overlapping(all) {
    const faults = new Set(), open = [];
    for (const line of [...all].sort((one, other) => one.top - other.top)) {
      for (let at = open.length - 1; at >= 0; at--) {
        const other = open[at];
        if (other.bottom <= line.top) { open.splice(at, 1); continue; }
        if (other.node !== line.node && Math.min(other.right, line.right) - Math.max(other.left, line.left) > 2
            && Math.min(other.bottom, line.bottom) - line.top > 2) {
          faults.add(`“${words(other.holder)}” and “${words(line.holder)}” overlap`);
        }
      }
      open.push(line);
    }
    return [...faults];
  }

  function cutOff(all) {
    const faults = new Set(), holders = new Map();
    const holdersOf = (element) => {
      if (!element || element === document.documentElement) return [];
      if (!holders.has(element)) {
        const { overflowX, overflowY } = getComputedStyle(element);
        const here = [overflowX, overflowY].some((way) => way !== "visible") && element !== document.body
          ? [{ box: element.getBoundingClientRect(), scrolls: /auto|scroll/.test(overflowX + overflowY) }] : [];
        holders.set(element, [...here, ...holdersOf(element.parentElement)]);
      }
      return holders.get(element);
    };
    const width = document.documentElement.clientWidth;
    for (const line of all) {
      const around = holdersOf(line.holder);
      if (around.some(({ scrolls }) => scrolls)) continue;
      if (line.right > width + 1 || line.left < -1) faults.add(`“${words(line.holder)}” runs off the page`);
      if (around.some(({ box }) => line.left < box.left - 1 || line.right > box.right + 1
          || line.top < box.top - 1 || line.bottom > box.bottom + 1)) faults.add(`“${words(line.holder)}” is cut off`);
    }
    return [...faults];
  }

  function sideways() {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const far = [...document.querySelectorAll("body *")].filter((one) => seen(one)
      && one.getBoundingClientRect().right > clientWidth + 1).at(-1);
    return [`scrolls ${scrollWidth - clientWidth} pixels sideways, by “${far ? words(far) : "?"}”`];
  }

  // Words that a line ends in the middle of, without a hyphen: a column too narrow for its text.
  function broken(all) {
    const faults = new Set(), range = document.createRange();
    for (const node of new Set(all.map((line) => line.node))) {
      if (getComputedStyle(node.parentElement).hyphens === "auto" || node.parentElement.closest("code")) continue;
      for (const { 0: word, index } of node.data.matchAll(/[\p{L}\d]{4,}/gu)) {
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
        if (boxes.some((box) => box.top > boxes[0].bottom)) faults.add(`the word “${word}” is broken`);
      }
    }
    return [...faults];
  }

  // What is read and what takes the focus, in the order of the keyboard: never up, unless to the right; never left.
  function disorder() {
    const faults = [], apart = unseen();
    const stops = [...document.querySelectorAll("h1, h2, h3, a[href], button, input, select, textarea, summary, [tabindex]")]
      .filter((element) => seen(element) && !apart.has(element) && !element.matches(".nl-skip-link, [type=hidden]"))
      .map((element) => ({ element, boxes: [...element.getClientRects()] })).filter(({ boxes }) => boxes.length);
    if (document.querySelector("[tabindex]:not([tabindex='0'], [tabindex='-1'])")) faults.push("a positive tabindex");
    stops.slice(1).forEach(({ element, boxes }, number) => {
      const before = stops[number], from = before.boxes.at(-1), to = boxes[0];
      const up = to.bottom <= from.top + 1 && to.left < from.right - 1;
      const shared = Math.min(to.bottom, from.bottom) - Math.max(to.top, from.top);
      const left = shared > Math.min(to.height, from.height) / 2 && to.right <= from.left + 1;
      if (up || left) faults.push(`“${words(element)}” comes after “${words(before.element)}” but stands before it`);
    });
    return faults;
  }

  // What the reading settings of a person do to the page: WCAG 1.4.12, and text twice as large.
  const SETTINGS = {
    spacing: `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
      p { margin-block-end: 2em !important }`,
    large: "html { font-size: 200% !important }",
  };

  // Colours are judged where they are wanted.
  function readAxe() {
    axe.configure({
      rules: [
        { id: "color-contrast", selector: "[data-judge-colours]" },
        { id: "link-in-text-block", selector: ":is(a[href], [role=link])[data-judge-colours]" },
      ],
    });
  }

  function judgeColoursOf(elements) {
    document.querySelectorAll("[data-judge-colours]").forEach((one) => one.removeAttribute("data-judge-colours"));
    elements.forEach((one) => one.setAttribute("data-judge-colours", ""));
  }

  async function axeFaults(context, options) {
    const { violations } = await axe.run(context, { preload: false, resultTypes: ["violations"], ...options });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  }

  // The shape of each element with all that is in it: what axe judges by, without the words, and a row of alike once.
  // Inside the same elements, two of one shape get the same verdict.
  const shapes = new Map();

  function shapeOf(element, around) {
    const within = `${around} ${element.localName}${element.getAttribute("role") || ""}`;
    const inner = [...element.children].map((child) => shapeOf(child, within));
    const alike = inner.filter((shape, number) => shape !== inner[number - 1]);
    const shape = digest([within, ...[...element.attributes].map(shapeOfAttribute).sort(), element.labels?.length,
      !!hasWords(element), ...alike].join("|"));
    shapes.set(element, shape);
    return shape;
  }

  // The ids that an element of the page refers to.
  const references = new Set();
  const REFERENCES = /^(for|headers|list|aria-(labelledby|describedby|controls|owns|details|errormessage))$/;
  const VALUES = /^(class|role|type|lang|dir|tabindex|autocomplete|scope|aria-(?!label$|description$).*)$/;

  // A reference by whether it leads somewhere, a word by whether it is there.
  function shapeOfAttribute({ name, value }) {
    if (REFERENCES.test(name)) {
      return `${name}=${value.split(" ").map((id) => references.add(id) && !!document.getElementById(id))}`;
    }
    return `${name}=${VALUES.test(name) ? value : !!value.trim()}`;
  }

  // What axe must still look at, per kind: elements of which none with the same key was looked at.
  const wanted = new Map();

  // Want one element of each key of these [element, key] pairs that is not known; gives those keys.
  function want(kind, candidates, known) {
    const judged = new Set(known.split(" ")), added = new Map();
    for (const [element, key] of candidates) {
      if (!judged.has(key) && !added.has(key)) added.set(key, element);
    }
    wanted.set(kind, [...added.values()]);
    return [...added.keys()];
  }

  // Take from the page what axe need not look at: inside a parent, what has a known shape or that of an earlier part of the
  // page, but for the first of its kind. What is wanted stays, as do headings, landmarks and what is referred to.
  function prune(known) {
    const judged = new Set(known.split(" ")), kept = keptWith([...wanted.values()].flat());
    const pruneInside = (element, isKnown) => {
      const kinds = new Set();
      for (const child of [...element.children]) {
        const shape = shapes.get(child), isKnownChild = isKnown || judged.has(shape);
        judged.add(shape);
        if (isKnownChild && kinds.has(child.localName) && !kept.has(child)) child.remove();
        else pruneInside(child, isKnownChild);
        kinds.add(child.localName);
      }
    };
    pruneInside(document.body, judged.has(shapes.get(document.body)));
  }

  // These elements, headings, landmarks and what is referred to, with all that they stand in.
  function keptWith(elements) {
    const kept = new Set();
    const referred = [...document.querySelectorAll("[id]")].filter(({ id }) => references.has(id));
    const frame = document.querySelectorAll("h1, h2, h3, h4, h5, h6, header, nav, main, aside, footer");
    for (const one of [...elements, ...referred, ...frame]) {
      for (let at = one; at && !kept.has(at); at = at.parentElement) kept.add(at);
    }
    return kept;
  }

  // Take from the page all but these elements, what is in them, their labels and what is kept with them; gives what puts
  // it back.
  // What lies elsewhere than where it stands may be behind any words, and have any before it.
  function isolate(elements) {
    const isMovedOne = (one) => isDisplaced(getComputedStyle(one));
    for (const one of elements) {
      for (let at = one; at !== document.documentElement; at = at.parentElement) if (isMovedOne(at)) return () => {};
    }
    const inside = elements.flatMap(withInside), labels = inside.flatMap((one) => [...(one.labels || [])]);
    const moved = [...document.querySelectorAll("body *")].filter(isMovedOne);
    const kept = keptWith([...inside, ...labels.flatMap(withInside), ...moved]), taken = [];
    const isolateInside = (element) => {
      for (const child of [...element.children]) {
        if (kept.has(child)) isolateInside(child);
        else taken.push([child, child.parentNode, child.nextSibling]);
      }
    };
    isolateInside(document.body);
    taken.forEach(([child]) => child.remove());
    return () => taken.reverse().forEach(([child, parent, next]) => parent.insertBefore(child, next));
  }

  const withInside = (one) => [one, ...one.querySelectorAll("*")];

  const isDisplaced = ({ position, transform, margin, inset }) => transform !== "none" || margin.includes("-")
    || (position === "relative" ? /[1-9]/.test(inset) : position !== "static");

  // What is shown where the page was looked at first.
  let remembered = new Set();

  // What is shown now and was not there: each with all that is in it, and its shape.
  function appeared() {
    const added = new Set([...document.querySelectorAll("body *")].filter((one) => seen(one) && !remembered.has(one)));
    return [...added].filter((one) => !added.has(one.parentElement)).map((one) => [one, shapes.get(one)]);
  }

  // What scrolls, each with what decides whether the keyboard must reach it.
  const scrolling = () => [...document.querySelectorAll("body *")]
    .filter((one) => one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight)
    .filter((one) => /auto|scroll/.test(getComputedStyle(one).overflow))
    .map((one) => [one, digest(`${shapes.get(one)} ${one.clientWidth} ${one.clientHeight} ${one.innerText}`)]);

  // Each element with words of its own, and what decides whether they can be read: how they are drawn, and on what.
  function looks() {
    const behind = new Map(), found = [];
    for (const element of document.querySelectorAll("html, body, body *")) {
      const style = getComputedStyle(element), around = element.parentElement;
      const own = background(element, style);
      behind.set(element, own ? digest(`${behind.get(around)} ${own}`) : behind.get(around));
      if (!hasWords(element) || !seen(element)) continue;
      const { color, fontSize, fontWeight, textShadow, textDecorationLine } = style;
      const drawn = [element.localName, color, fontSize, fontWeight, textShadow, textDecorationLine, element.disabled];
      const beside = element.localName === "a" ? getComputedStyle(around).color : "";
      found.push([element, digest(`${behind.get(element)} ${drawn} ${beside}`)]);
    }
    return found;
  }

  // What can be pressed that may be too small or too close for WCAG 2.5.8, and what decides that: its shape, its box and
  // those around it. In no doubt is what has 24 by 24 pixels that no other lies over, and what is smaller
  // when a circle of 24 pixels around its middle reaches no other, and no such circle of another.
  function doubtfulTargets() {
    const all = [...document.querySelectorAll(TARGETS)].filter(seen)
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width && box.height);
    for (const one of all) {
      one.around = all.filter((other) => other !== one && gap(one.box, other.box) < 24);
      one.isCovered = one.around.some((other) => gap(one.box, other.box) < 0);
      one.isSmall = Math.min(one.box.width, one.box.height) < 24;
    }
    return all.filter((one) => one.isCovered || (one.isSmall && one.around.some((other) => isTooClose(one, other))))
      .map(({ element, box, around }) => {
        const boxes = [box, ...around.map((other) => other.box)].map(({ left, top, width, height }) =>
          [left - box.left, top - box.top, width, height].map(Math.round));
        const places = [element, element.parentElement, ...around.map((other) => other.element)];
        return [element, digest([...places.map((place) => shapes.get(place)), ...boxes].join("|"))];
      });
  }

  const TARGETS = "a[href], area[href], button, input, select, textarea, summary, [contenteditable], "
    + "[role][tabindex]:not([role=region])";

  // Pixels between two boxes; less than zero when they overlap.
  function gap(one, other) {
    const across = Math.max(one.left - other.right, other.left - one.right);
    const down = Math.max(one.top - other.bottom, other.top - one.bottom);
    return across > 0 && down > 0 ? Math.hypot(across, down) : Math.max(across, down);
  }

  // Half a pixel is left for rounding. Of a box that another lies over some part counts, whichever.
  function isTooClose({ box }, other) {
    const [x, y] = middle(box), [otherX, otherY] = middle(other.box);
    const toBox = gap({ left: x, right: x, top: y, bottom: y }, other.box);
    if (other.isCovered) return toBox < 24.5;
    return toBox < 12.5 || (other.isSmall && Math.hypot(x - otherX, y - otherY) < 24.5);
  }

  const middle = ({ left, top, width, height }) => [left + width / 2, top + height / 2];

  const hasWords = (element) => element.matches("input, select, textarea")
    || [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());

  // What an element puts between its words and what lies behind it; moved, it may lie before anything.
  function background(element, { backgroundColor, backgroundImage, opacity, position, transform, margin }) {
    const isMoved = position !== "static" || transform !== "none" || margin.includes("-");
    const isClear = backgroundColor === "rgba(0, 0, 0, 0)" && backgroundImage === "none" && opacity === "1";
    return isMoved || !isClear ? [backgroundColor, backgroundImage, opacity, isMoved && element.className] : "";
  }

  // 53 bits of a text, by the function cyrb53: of some thousand texts no two are alike.
  function digest(text) {
    let one = 0xdeadbeef, two = 0x41c6ce57;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      one = Math.imul(one ^ code, 2654435761);
      two = Math.imul(two ^ code, 1597334677);
    }
    one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909);
    two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
    return (4294967296 * (2097151 & two) + (one >>> 0)).toString(36);
  }

  // The name of the setting of a reader that the page has now.
  let setting = "";

  function set(name) {
    if (name === setting) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SETTINGS[name] || "");
    document.adoptedStyleSheets = [sheet];
    setting = name;
  }

  // The elements that are wanted of these kinds, and of those of COLOURED all that is in them.
  const COLOURED = "appeared";

  function judgeColoursOfWanted(kinds) {
    judgeColoursOf(kinds.flatMap((kind) => kind === COLOURED
      ? wanted.get(kind).flatMap(withInside) : wanted.get(kind)));
  }

  async function axeOfWanted([kinds, options]) {
    const elements = [...new Set(kinds.flatMap((kind) => wanted.get(kind)))];
    if (!elements.length) return [];
    judgeColoursOfWanted(kinds);
    return axeFaults({ include: elements }, options);
  }

  // The same where what is not wanted makes no difference: axe reads the whole page, also for one element.
  async function axeOfWantedAlone([kinds, options]) {
    const putBack = isolate(kinds.flatMap((kind) => wanted.get(kind)));
    const found = await axeOfWanted([kinds, options]);
    putBack();
    return found;
  }

  async function axeOfAll([kinds, options]) {
    judgeColoursOfWanted(kinds);
    return axeFaults(document, options);
  }

  readAxe();
  window.checks = {
    // Waits for the page; no timer goes on: a page that waits for a report would open itself again while it is looked at.
    async begin() {
      for (let timer = setTimeout(() => {}); timer > 0; timer--) clearTimeout(timer);
      if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done));
      const said = document.querySelector("main").innerText;
      await document.fonts.ready;
      return [document.title, location.href, said];
    },
    // Takes these steps, each a function and what it is given, without showing what is between them; gives what each found.
    async take(steps) {
      const found = [];
      for (const [name, argument] of steps) found.push(await window.checks[name](argument));
      return found;
    },
    // Everything that is folded away is looked at too.
    unfold: () => document.querySelectorAll("details").forEach((details) => { details.open = true; }),
    set,
    disorder,
    layout(name) {
      set(name);
      const all = lines();
      return [...sideways(), ...overlapping(all), ...cutOff(all), ...(name === "large" ? broken(all) : [])];
    },
    printed: () => [...document.querySelectorAll("nav, button, footer, .nl-skip-link")].filter(seen)
      .map((element) => `“${words(element)}” is printed`),
    shapes() {
      shapeOf(document.documentElement, "");
      return [...new Set(shapes.values())].join(" ");
    },
    prune,
    axeOfAll,
    axeOfWanted,
    axeOfWantedAlone,
    rememberWhatIsShown() { remembered = new Set([...document.querySelectorAll("body *")].filter(seen)); },
    wantWhatAppeared: ([kind, known]) => want(kind, appeared(), known),
    wantWhatScrolls: ([kind, known]) => want(kind, scrolling(), known),
    wantTargets: ([kind, known]) => want(kind, doubtfulTargets(), known),
    wantLooks: ([kind, known]) => want(kind, looks(), known),
  };
})();
