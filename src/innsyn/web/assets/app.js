// Everything here is an extra: each page is whole without it.
import "htmx.org/dist/htmx.esm.js";
import { closeFolds } from "./folds.js";
import { watchSession } from "./session.js";
import { focusMistakes } from "./mistakes.js";
import { offerPrinting } from "./printing.js";

closeFolds();
watchSession();
focusMistakes();
offerPrinting();
