const field = document.querySelector("nav input");
field.hidden = false;
field.addEventListener("input", () => {
  const wanted = field.value.toLowerCase();
  for (const item of document.querySelectorAll("details[data-name]")) {
    item.hidden = !item.dataset.name.includes(wanted);
  }
});
function show() {
  const item = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (item && item.tagName === "DETAILS") {
    item.hidden = false;
    item.open = true;
    item.scrollIntoView();
  }
}
addEventListener("hashchange", show);
show();
