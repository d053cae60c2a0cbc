// Starts the app. A file of its own, because the content security policy forbids inline scripts.
// The texts stand here and not in the message catalogue, which is part of what could not be loaded.

/** Shows in the page why the app did not start. */
function tell(text) {
  let place = document.getElementById("boot");
  if (!place) {
    place = document.createElement("p");
    document.body.prepend(place);
  }
  place.setAttribute("role", "alert");
  place.textContent = text;
}

/** Whether WebAssembly may run here: the smallest module, eight bytes of header. */
function canRunWebAssembly() {
  try {
    return new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)) instanceof WebAssembly.Module;
  } catch {
    return false;
  }
}

if (!canRunWebAssembly()) {
  tell(
    "Postil needs WebAssembly, and this browser does not have it or has it blocked. " +
      "Use a current version of Firefox, Chrome, Edge or Safari, or allow WebAssembly for this page, then reload.",
  );
} else {
  try {
    // Imported here and not at the top, so that a missing file is reported like any other failure.
    const { default: start } = await import("./postil.js");
    await start({ module_or_path: new URL("./postil_bg.wasm", import.meta.url) });
  } catch (error) {
    console.error(error);
    tell(
      "Postil could not be loaded. Your saved work is not touched. Check your connection, then reload the page. " +
        `(${error instanceof Error ? error.message : error})`,
    );
  }
}
