// A form that came back with errors: whoever reads or listens begins with them.
document.querySelector("[data-errs]")?.focus();
