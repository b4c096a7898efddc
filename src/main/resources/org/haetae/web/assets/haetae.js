// Everything works without this file; it adds keys, a drop zone, progress while sending, the form of
// a claim beside the text, and an incident that is kept while it is typed.
"use strict";
(() => {
  const KEYS = "haetae-keys-off";
  const keysOff = () => { try { return localStorage.getItem(KEYS) === "1"; } catch { return false; } };

  const typing = (target) => target instanceof HTMLElement
    && (target.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !/^(radio|checkbox)$/.test(target.type)));

  // Hits of this page come first, then the link to the page that has the next one.
  const walk = (step) => {
    const hits = [...document.querySelectorAll("mark[id^='hit-']")];
    const here = hits.findIndex((hit) => hit.classList.contains("here"));
    const next = hits[here < 0 && step < 0 ? hits.length - 1 : here + step];
    if (next) {
      hits.forEach((hit) => hit.classList.toggle("here", hit === next));
      next.scrollIntoView({ block: "center" });
      next.focus({ preventScroll: true });
      return true;
    }
    const link = document.querySelector(`a[data-hit='${step}']`);
    if (link && link.dataset.out) location.assign(link.dataset.out);
    return Boolean(link);
  };

  const follow = (key) => {
    const link = document.querySelector(`[data-key='${key}']`);
    if (link) link.click();
    // A choice that needs words goes on to them.
    if (link?.type === "radio") link.form.querySelector("textarea")?.focus();
    return Boolean(link);
  };

  // What is selected of a page's text, counted in code points; links set into the text do not count.
  const points = (range) => {
    const words = range.cloneContents();
    words.querySelectorAll("[data-aside]").forEach((one) => one.remove());
    return [...words.textContent].length;
  };

  const selected = () => {
    const text = document.querySelector(".citable");
    const selection = getSelection();
    if (!text || !selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const start = points(before);
    const length = points(range);
    return length ? { item: text.dataset.item, page: text.dataset.page, start, end: start + length } : null;
  };

  // The form of a claim beside the text: the same form as on its own page, fetched and sent here.
  let panel = null;
  let from = null;
  const shut = () => {
    if (!panel) return false;
    panel.remove();
    panel = null;
    document.querySelectorAll(".plate rect.new").forEach((one) => one.remove());
    if (from instanceof HTMLElement) from.focus();
    return true;
  };
  const fill = async (answer) => {
    if (answer.redirected) { location.assign(answer.url); return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = page.getElementById("cite");
    if (!form) { location.assign("/"); return; }
    if (!panel) return;
    panel.querySelector("#cite")?.remove();
    panel.append(form);
    (form.querySelector("[role=alert]") ? form.querySelector("#value, #quote") : form.querySelector("#found .candidate, #value-chosen .candidate, #value, #name"))?.focus();
  };
  const cite = () => {
    const words = selected();
    if (!words) return false;
    if (incident()) press(`cite:${words.page}:${words.start}:${words.end}`);
    else beside(`/items/${words.item}/cite?page=${words.page}&start=${words.start}&end=${words.end}`);
    return true;
  };
  const beside = (address) => {
    shut();
    from = document.activeElement;
    const text = document.querySelector(".citable");
    panel = document.createElement("aside");
    panel.className = "panel no-print";
    panel.setAttribute("aria-label", text.dataset.panel);
    const row = document.createElement("p");
    row.className = "row";
    const close = document.createElement("button");
    close.type = "button";
    close.className = "button slim push";
    close.textContent = text.dataset.close;
    close.addEventListener("click", shut);
    row.append(close);
    panel.append(row);
    panel.addEventListener("submit", (event) => {
      event.preventDefault();
      const body = new URLSearchParams(new FormData(event.target, event.submitter));
      fetch(event.target.action, { method: "POST", body }).then(fill);
    });
    document.body.append(panel);
    fetch(address).then(fill);
  };

  // A rectangle drawn on a picture, in percent of it: into the fields of its form, or into a form
  // that opens beside it. A finger scrolls the page of an item, and draws in a form.
  let drawing = null;
  const within = (value) => Math.min(1, Math.max(0, value));
  const spot = (event, box) => [within((event.clientX - box.left) / box.width), within((event.clientY - box.top) / box.height)];
  const drawn = () => {
    const [x, y] = [0, 1].map((axis) => Math.round(1e4 * Math.min(drawing.from[axis], drawing.to[axis])));
    const [w, h] = [0, 1].map((axis) => Math.round(1e4 * Math.max(drawing.from[axis], drawing.to[axis])) - [x, y][axis]);
    return { x, y, w, h };
  };
  document.addEventListener("pointerdown", (event) => {
    const plate = event.target instanceof Element ? event.target.closest("[data-draw]") : null;
    if (!plate || event.button || (plate.dataset.draw && event.pointerType === "touch")) return;
    event.preventDefault();
    const box = plate.querySelector("img").getBoundingClientRect();
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    drawing = { plate, box, rect, from: spot(event, box), to: spot(event, box) };
  });
  document.addEventListener("dragstart", (event) => { if (drawing) event.preventDefault(); });
  document.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    drawing.to = spot(event, drawing.box);
    const svg = drawing.plate.querySelector("svg");
    if (!drawing.rect.isConnected) {
      svg.querySelectorAll(drawing.plate.dataset.draw ? ".new" : "rect").forEach((one) => one.remove());
      drawing.rect.classList.add("new");
      svg.append(drawing.rect);
    }
    const { x, y, w, h } = drawn();
    for (const [name, value] of [["x", x], ["y", y], ["width", w], ["height", h]]) drawing.rect.setAttribute(name, value);
  });
  document.addEventListener("pointerup", () => {
    if (!drawing) return;
    const { plate } = drawing;
    const part = drawn();
    drawing = null;
    // A click, or a hand that shook, is no rectangle.
    if (part.w < 50 || part.h < 50) { plate.querySelectorAll("rect.new").forEach((one) => one.remove()); return; }
    // It may end over the outline of a claim that leads there.
    const stop = (event) => event.preventDefault();
    addEventListener("click", stop, { capture: true });
    setTimeout(() => removeEventListener("click", stop, { capture: true }), 50);
    const percent = Object.entries(part).map(([name, value]) => [name, String(value / 100)]);
    if (plate.dataset.draw) beside(`${plate.dataset.draw}&${new URLSearchParams(percent)}`);
    else percent.forEach(([name, value]) => { plate.closest("form").elements[name].value = value; });
  });

  // A link or a form that changes one view of a page fetches it and puts it in the place of the old
  // one; without a script the whole page is loaded.
  let swaps = 0;
  const swap = async (address, name) => {
    const turn = ++swaps;
    const view = document.getElementById(name);
    view.setAttribute("aria-busy", "true");
    const answer = await fetch(address);
    const next = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(name);
    if (turn !== swaps) return;
    if (!answer.ok || !next) { location.assign(address); return; }
    const focused = view.contains(document.activeElement) ? document.activeElement.className : "";
    view.replaceWith(next);
    history.replaceState(null, "", address);
    if (focused) next.querySelector(`[class="${CSS.escape(focused)}"]`)?.focus();
  };
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-swap]") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    swap(link.getAttribute("href"), link.dataset.swap);
  });

  // A slider moves the day of a form by months, and the view follows.
  const slide = document.querySelector(".slide[data-first]");
  if (slide) {
    const range = slide.querySelector("input");
    const form = slide.closest("form");
    const month = (day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
    const day = form.elements.on;
    range.min = month(slide.dataset.first);
    range.max = month(slide.dataset.last);
    range.value = day.value ? month(day.value) : range.max;
    let moving = 0;
    range.addEventListener("input", () => {
      const at = Number(range.value);
      day.value = `${String(Math.floor(at / 12)).padStart(4, "0")}-${String(at % 12 + 1).padStart(2, "0")}-01`;
      clearTimeout(moving);
      moving = setTimeout(() => swap(`${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`, form.dataset.slides), 120);
    });
    slide.hidden = false;
  }

  // An incident: its buttons are pressed without leaving the page, names are looked up and everything
  // is kept as a draft while it is being typed.
  const incident = () => document.querySelector("form[data-incident]");
  let keeping = 0;
  let kept = null;
  const press = async (what) => {
    const form = incident();
    clearTimeout(keeping);
    kept?.abort();
    const body = new URLSearchParams(new FormData(form));
    body.set("do", what);
    form.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      if (answer.redirected) { location.assign(answer.url); return; }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = page.querySelector("form[data-incident]");
      if (!next) { status(form.dataset.failed); return; }
      const scrolled = form.querySelector(".folio")?.scrollTop;
      const here = document.activeElement?.id;
      // Parts stay as somebody opened them.
      form.querySelectorAll("details[id][open]").forEach((part) => { next.querySelector(`#${part.id}`).open = true; });
      form.replaceWith(next);
      if (!what.startsWith("page") && !what.startsWith("open")) next.querySelector(".folio")?.scrollTo(0, scrolled || 0);
      (next.querySelector("[autofocus]") || (here && document.getElementById(here)) || next.querySelector("h2"))?.focus();
    } catch {
      status(form.dataset.failed);
      keepSoon(10000);
    } finally {
      form.removeAttribute("aria-busy");
    }
  };
  const status = (words) => {
    const line = document.getElementById("kept");
    if (line) line.textContent = words;
  };
  const keep = async () => {
    const form = incident();
    if (!form) return;
    clearTimeout(keeping);
    keeping = 0;
    kept?.abort();
    kept = new AbortController();
    try {
      const answer = await fetch("/incidents/keep", { method: "POST", body: new URLSearchParams(new FormData(form)), signal: kept.signal, keepalive: true });
      if (answer.status === 204) return;
      if (answer.redirected || (!answer.ok && answer.status !== 409)) throw answer;
      status((await answer.json()).words);
    } catch (failure) {
      if (failure?.name === "AbortError") return;
      status(form.dataset.failed);
      keepSoon(10000);
    }
  };
  const keepSoon = (millis) => {
    clearTimeout(keeping);
    keeping = setTimeout(keep, millis);
  };
  const choice = (name, value, checked, words, aside) => {
    const label = document.createElement("label");
    label.className = value.startsWith("new:") ? "choice new" : "choice";
    const radio = document.createElement("input");
    Object.assign(radio, { type: "radio", name: `${name}-is`, value, checked });
    const both = document.createElement("span");
    const title = document.createElement(value.startsWith("new:") ? "span" : "strong");
    title.dir = "auto";
    title.textContent = words;
    const quiet = document.createElement("span");
    quiet.className = "quiet small";
    quiet.textContent = aside;
    both.append(title, " ", quiet);
    label.append(radio, " ", both);
    return label;
  };
  let looking = 0;
  const look = async (field) => {
    const form = field.form;
    const typed = field.value;
    const choices = document.getElementById(`${field.name}-found`);
    const legend = choices.querySelector("legend");
    choices.replaceChildren(legend);
    form.elements[`${field.name}-asked`].value = "";
    if (!typed.trim()) return;
    const body = new URLSearchParams({ _csrf: form.elements._csrf.value, name: typed, kinds: field.dataset.names });
    const answer = await fetch("/incidents/names", { method: "POST", body });
    if (!answer.ok || answer.redirected || field.value !== typed) return;
    const { found } = await answer.json();
    if (!found.length) {
      const none = document.createElement("p");
      none.className = "hint";
      none.textContent = form.dataset.none;
      choices.append(none);
    }
    for (const one of found) choices.append(choice(field.name, one.id, false, one.title, one.about ? `${one.kind}, ${one.about}` : one.kind));
    const kinds = field.closest(".names").querySelector("template[data-kinds]").content.children;
    for (const kind of kinds) choices.append(choice(field.name, `new:${kind.dataset.code}`, false, typed.trim(), kind.textContent));
    form.elements[`${field.name}-asked`].value = typed.trim();
  };
  document.addEventListener("input", (event) => {
    const field = event.target;
    const form = incident();
    if (!form || field.form !== form) return;
    keepSoon(1200);
    // Boxes say whom they are for.
    const [, part, row] = /^(victim|act)-(\d+)-(?:who|type)$/.exec(field.name) || [];
    if (part) {
      const words = field instanceof HTMLSelectElement ? field.selectedOptions[0].textContent.trim() : field.value;
      form.querySelectorAll(`input[name$="-${part === "act" ? "in" : "to"}-${row}"]`).forEach((box) => { box.nextElementSibling.textContent = `${row} ${words}`; });
    }
    if (field.dataset.names) {
      clearTimeout(looking);
      document.getElementById(`${field.name}-found`).querySelectorAll("input:checked").forEach((radio) => { radio.checked = false; });
      looking = setTimeout(() => look(field), 200);
    }
  });
  document.addEventListener("submit", (event) => {
    if (!incident() || event.target !== incident()) return;
    event.preventDefault();
    press(event.submitter?.value || "check");
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden && keeping) keep(); });
  document.addEventListener("keydown", (event) => {
    const form = incident();
    if (!form || !form.contains(event.target)) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); press("save"); return; }
    // From a name down to what it may stand for, and with Enter on to the next field.
    if (event.key === "ArrowDown" && event.target.dataset.names) {
      const first = document.getElementById(`${event.target.name}-found`).querySelector("input[type=radio]");
      if (first) { event.preventDefault(); first.focus(); first.checked = true; first.dispatchEvent(new Event("input", { bubbles: true })); }
    } else if (event.key === "Enter" && event.target instanceof HTMLInputElement && event.target.type === "radio") {
      event.preventDefault();
      const fields = [...form.querySelectorAll("input:not([type=hidden], [type=radio]), select, textarea, button")].filter((one) => one.tabIndex >= 0 && one.offsetParent);
      fields.find((one) => event.target.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING)?.focus();
    }
  });

  // Names are looked up while they are typed; the button does the same without a script.
  let waiting = 0;
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || !field.dataset.look) return;
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      if (field.value.trim().length < 2) return;
      const body = new URLSearchParams(new FormData(field.form));
      body.delete("target");
      body.set("do", field.dataset.look);
      const answer = await fetch(field.form.action, { method: "POST", body });
      if (!answer.ok || answer.redirected || body.get(field.name) !== field.value) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const place = field.dataset.look === "look" ? "found" : "value-chosen";
      const now = document.getElementById(place);
      const then = page.getElementById(place);
      if (now && then) now.replaceChildren(...then.childNodes);
    }, 250);
  });

  // An open menu closes once something else is wanted.
  const menu = document.querySelector("details.more");
  const away = (event) => { if (menu?.open && !menu.contains(event.target)) menu.open = false; };
  document.addEventListener("click", away);
  document.addEventListener("focusin", away);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu?.open) { menu.open = false; menu.firstElementChild.focus(); return; }
    if (event.key === "Escape" && shut()) { event.preventDefault(); return; }
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || keysOff() || typing(event.target)) return;
    let done = false;
    switch (event.key) {
      case "/": {
        const field = document.getElementById("q");
        if (field) { field.focus(); field.select(); done = true; } else { location.assign("/search"); done = true; }
        break;
      }
      case "?": location.assign("/help"); done = true; break;
      case "n": done = walk(1); break;
      case "p": done = walk(-1); break;
      case "c": done = cite(); break;
      case "a": case "e": case "r": case "j": case "k": case "u": case "s": case "d": done = follow(event.key); break;
      default: return;
    }
    if (done) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-hit]") : null;
    if (link && !event.ctrlKey && !event.metaKey && walk(Number(link.dataset.hit))) event.preventDefault();
  });

  const keySwitch = document.querySelector("[data-keys-switch]");
  if (keySwitch) {
    const button = keySwitch.querySelector("button");
    const say = () => { button.textContent = keysOff() ? button.dataset.on : button.dataset.off; };
    button.addEventListener("click", () => {
      try { keysOff() ? localStorage.removeItem(KEYS) : localStorage.setItem(KEYS, "1"); } catch { /* kept nowhere then */ }
      say();
    });
    keySwitch.hidden = false;
    say();
  }

  // A page that cannot be drawn leaves its place to the words.
  const gone = (image) => {
    const plate = image.closest(".plate");
    const outlined = image.closest(".part .drawn");
    if (outlined) outlined.remove();
    else if (plate) {
      plate.parentElement.classList.add("bare");
      plate.remove();
    } else if (image.classList.contains("thumb")) {
      image.closest(".hit")?.classList.add("bare");
      image.remove();
    }
  };
  document.addEventListener("error", (event) => { if (event.target instanceof HTMLImageElement) gone(event.target); }, true);
  document.querySelectorAll("img").forEach((image) => { if (image.complete && !image.naturalWidth && image.loading !== "lazy") gone(image); });

  // Sending with progress: one request, all files, so that they are one accession.
  const form = document.querySelector("form[data-upload]");
  if (form) {
    const drop = form.querySelector("[data-drop]");
    const input = form.querySelector("#files");
    const box = form.querySelector("[data-progress]");
    const bar = box.querySelector("progress");
    const line = box.querySelector("[role=status]");
    const body = box.querySelector("tbody");
    const button = form.querySelector("button.first");
    const [waiting, sending, sent, failed, of] = form.dataset.words.split("|");
    for (const kind of ["dragover", "dragleave", "drop"]) {
      drop.addEventListener(kind, (event) => {
        event.preventDefault();
        drop.classList.toggle("over", kind === "dragover");
        if (kind === "drop" && event.dataTransfer.files.length) input.files = event.dataTransfer.files;
      });
    }
    const size = (bytes) => {
      let value = bytes, unit = 0;
      while (value >= 999.5 && unit < 4) { value /= 1000; unit += 1; }
      return `${unit && value < 99.95 ? value.toFixed(1) : Math.round(value)} ${["B", "KB", "MB", "GB", "TB"][unit]}`;
    };
    form.addEventListener("submit", (event) => {
      const files = [...form.querySelectorAll("input[type=file]")].flatMap((field) => [...field.files]);
      if (!files.length) return;
      event.preventDefault();
      const rows = files.slice(0, 500).map((file) => {
        const row = body.insertRow();
        const name = document.createElement("th");
        name.scope = "row";
        name.textContent = file.webkitRelativePath || file.name;
        row.append(name);
        const bytes = row.insertCell();
        bytes.className = "num";
        bytes.textContent = size(file.size);
        const state = row.insertCell();
        state.textContent = waiting;
        return state;
      });
      const data = new FormData();
      for (const [name, value] of new FormData(form)) if (!(value instanceof File)) data.append(name, value);
      for (const file of files) data.append("files", file, file.webkitRelativePath || file.name);
      const total = files.reduce((sum, file) => sum + file.size, 0) || 1;
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.responseType = "document";
      request.upload.addEventListener("progress", (progress) => {
        bar.value = progress.total ? progress.loaded / progress.total : 0;
        line.textContent = `${size(progress.loaded)} ${of} ${size(progress.total)}`;
        let before = 0;
        const loaded = (progress.loaded / progress.total) * total;
        files.slice(0, 500).forEach((file, i) => {
          rows[i].textContent = loaded >= before + file.size ? sent : loaded > before ? sending : waiting;
          before += file.size;
        });
      });
      const refuse = () => {
        button.disabled = false;
        line.textContent = failed;
        rows.forEach((row) => { row.textContent = failed; });
      };
      request.addEventListener("error", refuse);
      request.addEventListener("load", () => {
        if (request.status === 200 && request.responseURL && request.responseURL !== form.action) location.assign(request.responseURL);
        else refuse();
      });
      button.disabled = true;
      body.replaceChildren(...body.rows);
      box.hidden = false;
      request.send(data);
    });
  }
})();
