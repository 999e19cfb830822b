// What the publish buttons say and send, as what is typed changes what they would do.
(function () {
  "use strict";
  var row = document.querySelector(".desk-buttons[data-moment]");
  var buttons = row ? row.querySelectorAll("button[data-later]") : [];
  if (!buttons.length) return;

  // Once a moment is typed, to come or gone by, they say so and send so.
  var start = document.getElementById("id_publish_at");
  var months = row.dataset.months.split("|");
  // The desk's times are Beijing time, whatever the clock of the computer says.
  function beijing() { return new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 16); }
  function words(typed) {
    var parts = typed.split(/[-T:]/);
    var values = { Y: parts[0], n: +parts[1], M: months[parts[1] - 1], j: +parts[2], H: parts[3], i: parts[4] };
    return row.dataset.moment.replace(/[YnMjHi]/g, function (letter) { return values[letter]; });
  }
  function speak() {
    var isLater = start.value > beijing(), isPast = start.value && !isLater;
    for (var i = 0; i < buttons.length; i += 1) {
      var data = buttons[i].dataset, isMoved = start.value && start.value.slice(0, 16) !== data.same;
      buttons[i].name = isLater ? "_schedule" : isPast ? "_publish_dated" : data.nowName;
      buttons[i].textContent = isMoved ? (isLater ? data.later : data.dated).replace("{time}", words(start.value)) : data.now;
    }
  }
  if (start) {
    start.addEventListener("input", speak);
    speak();
  }

  // A button that waited for a title comes out from behind "More" once there is one.
  var more = row.querySelector(".more-buttons");
  function isWritten(id) {
    var field = document.getElementById(id);
    return field && field.value.trim();
  }
  function bringOut() {
    for (var i = 0; i < buttons.length; i += 1) {
      var isReady = buttons[i].dataset.titles.split(" ").every(isWritten);
      if (more && more.contains(buttons[i]) && isReady) row.insertBefore(buttons[i], more);
    }
    if (more) more.hidden = !more.querySelector("button");
  }

  // The main button is the one for the languages that are being written.
  var newer = row.dataset.newer.split(" ").filter(Boolean);
  function choose() {
    for (var i = 0; i < buttons.length; i += 1) {
      var needs = buttons[i].dataset.needs.split(" ");
      var isMeant = needs.length === newer.length && needs.every(function (code) { return newer.indexOf(code) >= 0; });
      if (isMeant && !(more && more.contains(buttons[i]))) {
        var before = row.querySelector("button.default");
        if (before) before.className = "quiet";
        buttons[i].className = "default";
      }
    }
  }
  var main = row.querySelector("button.default");
  var mayFollow = main && main.name !== "_submit";
  document.addEventListener("input", function (event) {
    var pane = event.target.closest && event.target.closest(".pane-box");
    if (!pane || !mayFollow) return;
    var code = pane.id.replace("pane-", "");
    if (newer.indexOf(code) < 0) newer.push(code);
    bringOut();
    choose();
  });
})();
