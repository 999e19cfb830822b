// Select2 leaves the box with the chosen article without a name for those who cannot see it.
django.jQuery(function () {
  "use strict";
  var boxes = document.querySelectorAll(".select2-selection__rendered[role=textbox]");
  for (var i = 0; i < boxes.length; i += 1) {
    var id = boxes[i].id.replace(/^select2-/, "").replace(/-container$/, "");
    var label = document.querySelector("label[for=\"" + id + "\"]");
    if (label) boxes[i].setAttribute("aria-label", label.textContent.replace(/[:：]\s*$/, "").trim());
  }
});
