// The door's questions one after another; the phone's own "back" goes back one question.

import { makeSteps } from "../field/ui/steps.js";

const root = document.getElementById("door");
if (root) {
  const form = root.querySelector("form[data-taps]");
  const steps = makeSteps(root, {
    moved: (at) => history.pushState({ at }, ""),
    back: (at) => (history.state?.at === at ? history.back() : steps.show(at - 1)),
    done: () => form.submit(),
  });
  window.addEventListener("popstate", (event) => steps.show(event.state?.at ?? steps.first));
}
