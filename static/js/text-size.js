// Before the first paint: the size of text chosen on this device (50-text-size.js), and a sign for
// the style sheet that scripts run. A browser may refuse the storage.
try {
  var size = localStorage.getItem("text-size");
} catch (refused) {}
document.documentElement.dataset.size = /^[12]$/.test(size) ? size : 0;
