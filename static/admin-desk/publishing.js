// Once a moment to come is typed, the publish buttons say so and send so.
(function () {
  "use strict";
  var start = document.getElementById("id_publish_at");
  var row = document.querySelector(".desk-buttons[data-moment]");
  var buttons = row ? row.querySelectorAll("button[data-later]") : [];
  if (!start || !buttons.length) return;
  var months = row.dataset.months.split("|");
  // The desk's times are Beijing time, whatever the clock of the computer says.
  function beijing() { return new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 16); }
  function words(typed) {
    var parts = typed.split(/[-T:]/);
    var values = { Y: parts[0], n: +parts[1], M: months[parts[1] - 1], j: +parts[2], H: parts[3], i: parts[4] };
    return row.dataset.moment.replace(/[YnMjHi]/g, function (letter) { return values[letter]; });
  }
  function speak() {
    var isLater = start.value > beijing();
    for (var i = 0; i < buttons.length; i += 1) {
      var data = buttons[i].dataset;
      buttons[i].name = isLater ? "_schedule" : data.nowName;
      buttons[i].textContent = isLater ? data.later.replace("{time}", words(start.value)) : data.now;
    }
  }
  start.addEventListener("input", speak);
  speak();
})();
