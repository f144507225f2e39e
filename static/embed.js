// In a frame on another site: tell the page around it how high this page is, and whether it answers a form. Without
// this, or a page that listens, the frame has a scrollbar. Only the sites that may frame this page can hear it. A page
// whose script came later than this one asks.
const answers = document.querySelector("[data-answers]") !== null;
const tell = (answered) =>
  parent.postMessage({ stappenplan: { height: Math.ceil(document.body.getBoundingClientRect().height), answered } }, "*");

tell(answers);
new ResizeObserver(() => tell(false)).observe(document.body);
addEventListener("message", ({ source, data }) => {
  if (source === parent && data?.stappenplan === "height") tell(false);
});
