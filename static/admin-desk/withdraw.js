// Taking down: only the boxes that belong to the choice are shown.
(function () {
  "use strict";
  var form = document.querySelector(".act-form");
  var choices = form ? form.querySelectorAll("[name=instead]") : [];
  if (!choices.length) return;

  function box(field) {
    var found = field;
    while (found.parentElement !== form) found = found.parentElement;
    return found;
  }
  function show() {
    var chosen = form.querySelector("[name=instead]:checked");
    var value = chosen ? chosen.value : "nothing";
    var notices = form.querySelectorAll("textarea[name^=notice_]");
    for (var i = 0; i < notices.length; i += 1) {
      var code = notices[i].name.replace("notice_", "").replace("_", "-");
      var tick = form.querySelector("[name=languages][value=" + code + "]");
      // Where the other article is not public, the notice stands in its place.
      box(notices[i]).hidden = value === "nothing" || !(tick && tick.checked);
    }
    var target = form.querySelector("[name=target]");
    if (target) box(target).hidden = value !== "target";
  }
  form.addEventListener("change", show);
  show();
})();
