// Everything works without this file; it adds keys, a drop zone and progress while sending.
"use strict";
(() => {
  const KEYS = "haetae-keys-off";
  const keysOff = () => { try { return localStorage.getItem(KEYS) === "1"; } catch { return false; } };

  const typing = (target) => target instanceof HTMLElement
    && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

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
    const link = document.querySelector(`a[data-key='${key}']`);
    if (link) link.click();
    return Boolean(link);
  };

  document.addEventListener("keydown", (event) => {
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
      case "j": case "k": case "u": done = follow(event.key); break;
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
