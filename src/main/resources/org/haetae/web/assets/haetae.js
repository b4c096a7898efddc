// Everything works without this file; it adds keys, a drop zone, progress while sending, and the
// form of a claim beside the text.
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
    return length ? `/items/${text.dataset.item}/cite?page=${text.dataset.page}&start=${start}&end=${start + length}` : null;
  };

  // The form of a claim beside the text: the same form as on its own page, fetched and sent here.
  let panel = null;
  let from = null;
  const shut = () => {
    if (!panel) return false;
    panel.remove();
    panel = null;
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
    const address = selected();
    if (!address) return false;
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
    return true;
  };

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

  document.addEventListener("keydown", (event) => {
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
      case "a": case "e": case "r": case "j": case "k": case "u": done = follow(event.key); break;
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
    if (plate) {
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
