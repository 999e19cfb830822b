// The tab of this page may stand outside a phone's screen: bring it in without moving the page.
{
  const tab = document.querySelector(".tabs [aria-current]");
  const row = tab?.parentElement;
  if (row) row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
}
