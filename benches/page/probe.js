// Runs before any script of a page and measures it from inside. Times are milliseconds of performance.now().
globalThis.probe = (() => {
  const probe = { first: null, shown: null, edit: null, memory: null };

  /** Calls back once the frame that is being made is drawn; to be called from within requestAnimationFrame. */
  const drawn = callback => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => callback(performance.now());
    channel.port2.postMessage(null);
  };

  /** Notes when the first text is drawn, and when all that `complete` waits for is. */
  probe.watch = complete => {
    probe.first = probe.shown = null;
    const look = () => {
      if (probe.first === null && document.querySelector("[data-block]")) drawn(now => (probe.first ??= now));
      if (document.querySelector("[data-block]") && complete()) drawn(now => (probe.shown = now));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  };
  const isPlain = () => !document.getElementById("boot") && !document.querySelector(".app");
  const complete = () => (isPlain() ? document.readyState === "complete" : document.querySelector("[data-block] mark"));
  probe.watch(complete);

  /** Notes the next click, and when an article is shown after it. */
  probe.watchClick = () => {
    addEventListener("click", event => ((probe.clicked = event.timeStamp), probe.watch(complete)), { capture: true, once: true });
  };

  const spans = () => new Set([...document.querySelectorAll("[data-span]")].map(mark => mark.dataset.span));

  /** Notes of the next key how long the page takes until a span has come or gone, and when the frame with that is drawn. */
  probe.watchKey = () => {
    probe.edit = null;
    const before = spans();
    addEventListener("keydown", event => {
      const begin = performance.now();
      // Called once the script that changed the document has come to its end.
      const observer = new MutationObserver(() => {
        const edit = { script: performance.now() - begin };
        if (spans().size === before.size) return;
        observer.disconnect();
        requestAnimationFrame(() => drawn(now => {
          edit.painted = now - event.timeStamp;
          probe.edit = edit;
        }));
      });
      observer.observe(document, { subtree: true, childList: true });
    }, { capture: true, once: true });
  };

  /** Notes of the next such event when a frame is drawn in which this holds. */
  probe.watchUntil = (kind, holds) => {
    probe.shown = null;
    addEventListener(kind, event => {
      const look = () => (holds() ? drawn(now => (probe.shown = now - event.timeStamp)) : requestAnimationFrame(look));
      requestAnimationFrame(look);
    }, { capture: true, once: true });
  };

  /** Notes the length of each frame until it is stopped. */
  probe.watchFrames = () => {
    const frames = [];
    let last = null, going = true;
    const frame = now => {
      if (last !== null) frames.push(now - last);
      last = now;
      if (going) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    probe.stopFrames = () => ((going = false), frames);
  };

  /** Where unmarked words stand in the window. */
  probe.words = () => {
    const found = [];
    for (const block of document.querySelectorAll("[data-block]")) {
      const box = block.getBoundingClientRect();
      if (box.bottom < 150 || box.top > 700) continue;
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        if (walker.currentNode.parentElement.closest("mark")) continue;
        for (const word of walker.currentNode.data.matchAll(/(?<=\s)[a-z]{5,}(?=\s)/g)) {
          const range = document.createRange();
          range.setStart(walker.currentNode, word.index);
          range.setEnd(walker.currentNode, word.index + word[0].length);
          const place = range.getBoundingClientRect();
          if (place.top > 150 && place.bottom < 700) found.push([place.left + place.width / 2, place.top + place.height / 2]);
        }
      }
    }
    return found;
  };

  const scroller = () => document.querySelector(".article-scroll") ?? document.scrollingElement;
  probe.position = () => scroller().scrollTop;
  /** How far one can scroll. */
  probe.room = () => scroller().scrollHeight - scroller().clientHeight;
  probe.scrollTo = part => void (scroller().scrollTop = probe.room() * part);

  probe.nodes = () => {
    const walker = document.createTreeWalker(document);
    let count = 0;
    while (walker.nextNode()) count += 1;
    return count;
  };

  // The memory of the page's WebAssembly, which is in no other figure.
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const make = WebAssembly[name];
    WebAssembly[name] = async (...all) => {
      const made = await make.apply(WebAssembly, all);
      probe.memory = (made.instance ?? made).exports.memory ?? probe.memory;
      return made;
    };
  }
  probe.wasmBytes = () => probe.memory?.buffer.byteLength ?? 0;
  return probe;
})();
